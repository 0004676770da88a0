import { useTranslation } from "react-i18next";
import type { AssetComment } from "#contract/community/comment.ts";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { toast } from "../../ui/toast.ts";
import { STALE_AFTER_COMMENTING } from "./stale-answers.ts";
import { useCommentsPlace } from "./use-comments-place.ts";

/** Asks before one's own words go for good. */
export function DeleteDialog({ comment, onClose }: { comment: AssetComment; onClose: () => void }) {
  const { t } = useTranslation("comments");
  const params = { ...useCommentsPlace(), comment: comment.id };
  const remove = useChange("community.delete-asset-comment", {
    stale: STALE_AFTER_COMMENTING,
    onSuccess: () => {
      toast(t("delete.done"));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t("delete.title")}
      action={t("delete.action")}
      onConfirm={() => remove.mutate({ params })}
      isDangerous
      isRunning={remove.isPending}
      error={remove.error}
    >
      {t("delete.text")}
    </ConfirmDialog>
  );
}
