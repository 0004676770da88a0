import { Button } from "@mantine/core";
import type { SubmitEvent } from "react";
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

type CommentFormProps = {
  /** Under which the words are kept until they are sent. */
  draft: string;
  label: string;
  placeholder: string;
  /** What the button says. */
  action: string;
  replyTo?: string;
  onPosted: (comment: AssetComment) => void;
  /** Of an answer: it is left. */
  onCancel?: () => void;
};

/** Words that are being written about an asset, or to a comment. Ctrl+Enter sends, Escape leaves. */
export function CommentForm({
  draft: name,
  replyTo,
  onPosted,
  onCancel,
  ...words
}: CommentFormProps) {
  const { t } = useTranslation(["comments", "community", "app"]);
  const params = useCommentsPlace();
  const draft = useDraft(name);
  const post = useChange("community.post-asset-comment", {
    stale: STALE_AFTER_COMMENTING,
    onSuccess: (comment) => {
      draft.forget();
      onPosted(comment);
    },
  });
  const isReady = isSendable(draft.text, COMMENT_MAX) && !post.isPending;
  const send = () => {
    if (!isReady) return;
    post.mutate({
      params,
      body: { body: draft.text.trim(), ...(replyTo === undefined ? {} : { replyTo }) },
    });
  };
  return (
    <form
      className={community.form}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        send();
      }}
    >
      <MarkdownField
        label={words.label}
        placeholder={words.placeholder}
        value={draft.text}
        onChange={draft.setText}
        onSubmit={send}
        onLeave={onCancel}
        max={COMMENT_MAX}
        minRows={replyTo === undefined ? 3 : 2}
        takesFocus={replyTo !== undefined}
      />
      <WriteProblem error={post.error} />
      <div className={community.formEnd}>
        <span className={community.keys}>{t("community:editor.keys")}</span>
        <div className={community.actions}>
          {onCancel === undefined ? null : (
            <Button variant="default" onClick={onCancel}>
              {t("app:cancel")}
            </Button>
          )}
          <Button type="submit" disabled={!isReady} loading={post.isPending}>
            {words.action}
          </Button>
        </div>
      </div>
    </form>
  );
}
