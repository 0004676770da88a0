import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { Discussion } from "#contract/community/discussion.ts";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { useThreadAddress } from "../thread/use-thread.ts";

/** The commits of a closed pull request go; its thread stays. */
export function DeleteButton({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation("community");
  const params = useThreadAddress();
  const [isAsking, asking] = useDisclosure(false);
  const remove = useChange("community.delete-pull-request-changes", {
    stale: ["community.get-discussion", "community.get-pull-request-changes"],
    onSuccess: () => {
      asking.close();
      toast(t("merge.deleted"));
    },
  });
  return (
    <>
      <Button variant="default" onClick={asking.open}>
        {t("merge.delete")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={asking.close}
        title={t("merge.deleteTitle", { num: discussion.num })}
        action={t("merge.delete")}
        onConfirm={() => remove.mutate({ params })}
        isDangerous
        isRunning={remove.isPending}
        error={remove.error}
      >
        {t("merge.deleteText")}
      </ConfirmDialog>
    </>
  );
}
