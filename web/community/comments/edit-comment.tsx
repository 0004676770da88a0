import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { COMMENT_MAX } from "#contract/community/comment-limits.ts";
import type { AssetComment } from "#contract/community/comment.ts";
import { useChange } from "../../app/gallery.ts";
import community from "../community.module.css";
import { isSendable, MarkdownField } from "../writing/markdown-field.tsx";
import { useDraft } from "../writing/use-draft.ts";
import { WriteProblem } from "../writing/write-problem.tsx";
import { STALE_AFTER_COMMENTING } from "./stale-answers.ts";
import { useCommentsPlace } from "./use-comments-place.ts";

/** One's own words once more; what was changed and not saved is kept on the device. */
export function EditComment({ comment, onEnd }: { comment: AssetComment; onEnd: () => void }) {
  const { t } = useTranslation(["comments", "app"]);
  const params = { ...useCommentsPlace(), comment: comment.id };
  const draft = useDraft(`comment ${comment.id}`);
  const text = draft.text === "" ? (comment.body ?? "") : draft.text;
  const end = () => {
    draft.forget();
    onEnd();
  };
  const edit = useChange("community.edit-asset-comment", {
    stale: STALE_AFTER_COMMENTING,
    onSuccess: end,
  });
  const isReady = isSendable(text, COMMENT_MAX) && !edit.isPending;
  const save = () => {
    if (isReady) edit.mutate({ params, body: { body: text.trim() } });
  };
  return (
    <form
      className={community.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <MarkdownField
        label={t("editLabel")}
        placeholder=""
        value={text}
        onChange={draft.setText}
        onSubmit={save}
        onLeave={end}
        max={COMMENT_MAX}
        minRows={3}
        takesFocus
      />
      <WriteProblem error={edit.error} />
      <div className={community.actions}>
        <Button type="submit" disabled={!isReady} loading={edit.isPending}>
          {t("save")}
        </Button>
        <Button variant="default" onClick={end}>
          {t("app:cancel")}
        </Button>
      </div>
    </form>
  );
}
