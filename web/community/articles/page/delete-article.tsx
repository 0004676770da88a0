import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { useChange } from "../../../app/gallery.ts";
import { addressOf } from "../../../assets/asset/use-asset.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

/** Deleting asks for the article's address, typed: nothing brings it back. */
export function DeleteArticle({ asset }: { asset: Asset }) {
  const { t } = useTranslation("articles");
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure(false);
  const remove = useChange("assets.delete-asset", {
    stale: [
      "community.list-articles",
      "community.list-article-drafts",
      "assets.search-assets",
      "assets.list-own-assets",
    ],
    onSuccess: () => navigate({ href: "/articles" }),
  });
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={16} />}
        onClick={dialog.open}
      >
        {t("page.delete")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("page.deleteTitle")}
        action={t("page.deleteAction")}
        typed={asset.fullName}
        isDangerous
        isRunning={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate({ params: addressOf(asset), query: { confirmation: asset.fullName } })
        }
      >
        {t("page.deleteText")}
      </ConfirmDialog>
    </>
  );
}
