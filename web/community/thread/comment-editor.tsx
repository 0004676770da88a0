import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CommentEvent } from "#contract/community/discussion.ts";
import { useChange } from "../../app/gallery.ts";
import classes from "../community.module.css";
import { isSendable, MarkdownField } from "../writing/markdown-field.tsx";
import { useDraft } from "../writing/use-draft.ts";
import { WriteProblem } from "../writing/write-problem.tsx";
import { useThreadAddress } from "./use-thread.ts";

/** One's own words once more; what was changed and not saved is kept on the device. */
export function CommentEditor({ comment, onEnd }: { comment: CommentEvent; onEnd: () => void }) {
  const { t } = useTranslation(["community", "app"]);
  const params = { ...useThreadAddress(), comment: comment.id };
  const draft = useDraft(`comment ${comment.id}`);
  const text = draft.text === "" ? (comment.body ?? "") : draft.text;
  const end = () => {
    draft.forget();
    onEnd();
  };
  const edit = useChange("community.edit-comment", {
    stale: ["community.list-discussion-events", "community.list-comment-versions"],
    onSuccess: end,
  });
  const save = () => {
    if (isSendable(text)) edit.mutate({ params, body: { body: text.trim() } });
  };
  return (
    <div className={classes.form}>
      <MarkdownField
        label={t("editor.label")}
        placeholder={t("editor.placeholder")}
        value={text}
        onChange={draft.setText}
        onSubmit={save}
        takesFocus
      />
      <WriteProblem error={edit.error} />
      <div className={classes.actions}>
        <Button onClick={save} disabled={!isSendable(text)} loading={edit.isPending}>
          {t("editor.save")}
        </Button>
        <Button variant="default" onClick={end}>
          {t("app:cancel")}
        </Button>
      </div>
    </div>
  );
}
