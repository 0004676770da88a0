import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { formatBytes } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import { fullNameOf } from "../title.ts";

type Deleted = Pick<AssetSummary, "kind" | "owner" | "name">;

type DeleteDialogProps = {
  asset: Deleted;
  isOpen: boolean;
  onClose: () => void;
  /** Where to go then, if the page goes with it. */
  onDeleted?: () => void | Promise<void>;
};

/** The end of an asset, after its full name was typed. */
export function DeleteDialog({ asset, isOpen, onClose, onDeleted }: DeleteDialogProps) {
  const { t } = useTranslation("assets");
  const name = fullNameOf(asset);
  const remove = useChange("assets.delete-asset", {
    stale: [
      "assets.search-assets",
      "assets.count-gallery",
      "assets.list-own-assets",
      "assets.list-namespace-assets",
    ],
    onSuccess: async () => {
      toast(t("deleted", { name }));
      onClose();
      await onDeleted?.();
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("deleteTitle")}
      action={t("deleteAction")}
      typed={name}
      isDangerous
      isRunning={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ params: addressOf(asset), query: { confirmation: name } })}
    >
      {t("deleteConfirm", { name })} {isOpen ? <FreedBytes asset={asset} /> : null}
    </ConfirmDialog>
  );
}

/** What the owner then stores less, while the question is asked. */
function FreedBytes({ asset }: { asset: Deleted }) {
  const { t, i18n } = useTranslation("storage");
  const { data } = useCall("repositories.get-storage", { params: addressOf(asset) });
  if (!data) return null;
  return t("deleteFrees", { size: formatBytes(data.freedByDeletion, i18n.language) });
}
