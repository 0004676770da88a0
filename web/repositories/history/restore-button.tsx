import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRestore } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CommitDetail } from "#contract/repositories/repository.ts";
import { revisionHref } from "../../app/addresses.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";

/** REP-7: makes the files of an older commit the newest one; nothing of the history is lost. */
export function RestoreButton({ commit }: { commit: CommitDetail }) {
  const { t } = useTranslation("repositories");
  const asset = useAsset();
  const params = addressOf(asset);
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure(false);
  const branch = asset.defaultBranch;
  const restore = useChange("repositories.restore-revision", {
    stale: [
      "repositories.list-tree",
      "repositories.list-commits",
      "repositories.get-file",
      "assets.get-asset",
      "assets.get-card",
    ],
    onSuccess: async () => {
      toast(t("restored"));
      await navigate({ href: revisionHref(params, "tree", { revision: branch }) });
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRestore size={14} />}
        onClick={dialog.open}
      >
        {t("restore")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={dialog.close}
        title={t("restore")}
        action={t("restore")}
        isRunning={restore.isPending}
        error={restore.error}
        onConfirm={() =>
          restore.mutate({
            params,
            body: {
              branch,
              revision: commit.id,
              ...(asset.head === null ? {} : { expectedHead: asset.head }),
            },
          })
        }
      >
        {t("restoreText", { branch, title: commit.title })}
      </ConfirmDialog>
    </>
  );
}
