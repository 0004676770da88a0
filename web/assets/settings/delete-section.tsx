import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useCall, useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { formatBytes } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { addressOf } from "../asset/use-asset.ts";
import classes from "./settings.module.css";

/** What the owner then stores less, while the question is asked. */
function FreedBytes({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation("storage");
  const { data } = useCall("repositories.get-storage", { params: addressOf(asset) });
  if (!data) return null;
  return t("deleteFrees", { size: formatBytes(data.freedByDeletion, i18n.language) });
}

/** The end of an asset, after its full name was typed. */
export function DeleteSection({ asset }: { asset: Asset }) {
  const { t } = useTranslation("assets");
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure(false);
  const remove = useChange("assets.delete-asset", {
    stale: ["assets.search-assets", "assets.list-own-assets", "assets.list-namespace-assets"],
    onSuccess: async () => {
      toast(t("deleted", { name: asset.fullName }));
      await navigate({ href: namespaceHref(asset.owner.name), replace: true });
    },
  });
  return (
    <section className={classes.section} data-danger>
      <h2 className={classes.title}>{t("deleteTitle")}</h2>
      <p className={classes.text}>{t("deleteText")}</p>
      <Button variant="outline" color="red.8" onClick={dialog.open}>
        {t("deleteAction")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("deleteTitle")}
        action={t("deleteAction")}
        typed={asset.fullName}
        isDangerous
        isRunning={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate({ params: addressOf(asset), query: { confirmation: asset.fullName } })
        }
      >
        {t("deleteConfirm", { name: asset.fullName })}{" "}
        {isOpen ? <FreedBytes asset={asset} /> : null}
      </ConfirmDialog>
    </section>
  );
}
