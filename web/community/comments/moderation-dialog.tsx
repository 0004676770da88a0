import { useTranslation } from "react-i18next";
import { MODERATION_REASON_MAX } from "#contract/community/comment-limits.ts";
import type { AssetComment } from "#contract/community/comment.ts";
import { useChange } from "../../app/gallery.ts";
import { ReasonDialog } from "../reports/reason-dialog.tsx";
import { STALE_AFTER_COMMENTING } from "./stale-answers.ts";
import { useCommentsPlace } from "./use-comments-place.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

type ModerationDialogProps = {
  comment: AssetComment;
  action: "hide" | "show" | "remove";
  onClose: () => void;
};

/** What a moderator does with a comment, and why. */
export function ModerationDialog({ comment, action, onClose }: ModerationDialogProps) {
  const { t } = useTranslation("comments");
  const params = { ...useCommentsPlace(), comment: comment.id };
  const moderate = useChange("community.moderate-asset-comment", {
    stale: STALE_AFTER_COMMENTING,
    onSuccess: onClose,
  });
  const send = (reason: string) => moderate.mutate({ params, body: { action, reason } });
  if (action === "show") {
    return (
      <ConfirmDialog
        isOpen
        onClose={onClose}
        title={t("reveal")}
        action={t("reveal")}
        onConfirm={() => send("")}
        isRunning={moderate.isPending}
        error={moderate.error}
      >
        {comment.reason === null ? null : t("reason", { reason: comment.reason })}
      </ConfirmDialog>
    );
  }
  return (
    <ReasonDialog
      title={t(`${action}.title`)}
      text={t(`${action}.text`)}
      label={t("moderationReason")}
      action={t(`${action}.action`)}
      max={MODERATION_REASON_MAX}
      isRunning={moderate.isPending}
      error={moderate.error}
      onSend={send}
      onClose={onClose}
    />
  );
}
