import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { useChange } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { fullNameOf } from "../assets/title.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";
import { STALE_AFTER_MOVE } from "./use-listing.ts";

type MoveDialogProps = {
  asset: Pick<AssetSummary, "kind" | "owner" | "name" | "visibility">;
  isOpen: boolean;
  onClose: () => void;
};

export function WithdrawDialog({ asset, isOpen, onClose }: MoveDialogProps) {
  const { t } = useTranslation("publishing");
  const withdraw = useChange("publishing.withdraw-listing", {
    stale: STALE_AFTER_MOVE,
    onSuccess: () => {
      toast(t("withdraw.done"));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("withdraw.title")}
      action={t("withdraw.action")}
      isRunning={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate({ params: addressOf(asset) })}
    >
      {t("withdraw.text")}
    </ConfirmDialog>
  );
}

/** PUB-3: off the shelf, after a word about what that means. */
export function UnlistDialog({ asset, isOpen, onClose }: MoveDialogProps) {
  const { t } = useTranslation("publishing");
  const name = fullNameOf(asset);
  const unlist = useChange("publishing.unlist-asset", {
    stale: STALE_AFTER_MOVE,
    onSuccess: () => {
      toast(t("unlist.done", { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("unlist.title", { name })}
      action={t("unlist.action")}
      isDangerous
      isRunning={unlist.isPending}
      error={unlist.error}
      onConfirm={() => unlist.mutate({ params: addressOf(asset) })}
    >
      {t("unlist.text")}
    </ConfirmDialog>
  );
}

export function RelistDialog({ asset, isOpen, onClose }: MoveDialogProps) {
  const { t } = useTranslation("publishing");
  const name = fullNameOf(asset);
  const relist = useChange("publishing.relist-asset", {
    stale: STALE_AFTER_MOVE,
    onSuccess: () => {
      toast(t("relist.done", { name }));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t("relist.title", { name })}
      action={t("relist.action")}
      isRunning={relist.isPending}
      error={relist.error}
      onConfirm={() => relist.mutate({ params: addressOf(asset) })}
    >
      {t("relist.text", { audience: t(`audiences.${asset.visibility}`) })}
    </ConfirmDialog>
  );
}
