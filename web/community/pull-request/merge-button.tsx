import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconGitMerge } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Discussion, PullRequestChanges } from "#contract/community/discussion.ts";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { STALE_AFTER_MERGING } from "../stale-answers.ts";
import { useThreadAddress } from "../thread/use-thread.ts";

type MergeButtonProps = { discussion: Discussion; changes: PullRequestChanges };

/** Merges exactly what is shown: newer commits are refused until they have been looked at. */
export function MergeButton({ discussion, changes }: MergeButtonProps) {
  const { t } = useTranslation("community");
  const params = useThreadAddress();
  const queryClient = useQueryClient();
  const [isAsking, asking] = useDisclosure(false);
  const branch = discussion.pullRequest?.baseBranch ?? "";
  const merge = useChange("community.merge-pull-request", {
    stale: STALE_AFTER_MERGING,
    onSuccess: () => {
      asking.close();
      toast(t("merge.done", { branch }));
    },
  });
  const close = () => {
    asking.close();
    if (!merge.error) return;
    merge.reset();
    // What stood against it shows beside the button now.
    void queryClient.invalidateQueries({ queryKey: ["community.get-pull-request-changes"] });
  };
  return (
    <>
      <Button leftSection={<IconGitMerge size={16} />} onClick={asking.open}>
        {t("merge.action")}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={t("merge.confirmTitle", { num: discussion.num, branch })}
        action={t("merge.confirm")}
        onConfirm={() => merge.mutate({ params, body: { expectedHead: changes.head } })}
        isRunning={merge.isPending}
        error={merge.error}
      >
        {t("merge.confirmText", {
          branch,
          files: t("merge.files", { count: changes.changeCount }),
        })}
      </ConfirmDialog>
    </>
  );
}
