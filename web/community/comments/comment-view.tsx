import { Badge, Button } from "@mantine/core";
import { IconArrowBackUp, IconUserOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AssetComment } from "#contract/community/comment.ts";
import { namespaceHref } from "../../app/addresses.ts";
import { useAccount } from "../../app/session.ts";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import { NamespaceAvatar } from "../../ui/namespace-avatar.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { RelativeTime } from "../../ui/values.tsx";
import { CommentMenu } from "./comment-menu.tsx";
import classes from "./comments.module.css";
import { EditComment } from "./edit-comment.tsx";
import { LikeButton } from "./like-button.tsx";
import { ReplyForm } from "./reply-form.tsx";
import { anchorOf, useCommentHref } from "./use-comments-place.ts";

type CommentViewProps = {
  comment: AssetComment;
  isLinked: boolean;
  onReplied: (comment: AssetComment) => void;
};

/** COM-1: what somebody said, and what can be done with it. */
export function CommentView({ comment, isLinked, onReplied }: CommentViewProps) {
  const [task, setTask] = useState<"edit" | "reply" | null>(null);
  const close = () => setTask(null);
  const { author, state } = comment;
  return (
    <article
      className={classes.comment}
      id={isLinked ? anchorOf(comment.id) : undefined}
      data-linked={isLinked || undefined}
      data-state={state}
    >
      {author === null ? (
        <span className={classes.nobody} aria-hidden="true">
          <IconUserOff size={17} />
        </span>
      ) : (
        <NamespaceAvatar namespace={author} size={32} />
      )}
      <div className={classes.content}>
        <CommentHead comment={comment} onEdit={() => setTask("edit")} />
        {task === "edit" ? (
          <EditComment comment={comment} onEnd={close} />
        ) : (
          <>
            <Words comment={comment} />
            <Deeds comment={comment} onReply={() => setTask(task === "reply" ? null : "reply")} />
          </>
        )}
        {task === "reply" ? (
          <ReplyForm
            comment={comment}
            onEnd={close}
            onReplied={(reply) => {
              close();
              onReplied(reply);
            }}
          />
        ) : null}
      </div>
    </article>
  );
}

function CommentHead({ comment, onEdit }: { comment: AssetComment; onEdit: () => void }) {
  const { t, i18n } = useTranslation("comments");
  const { author, state, replyTo, editedAt } = comment;
  const href = useCommentHref(comment.id);
  const isStanding = state === "shown" || state === "hidden";
  return (
    <header className={classes.commentHead}>
      {author === null ? (
        isStanding ? (
          <span>{t("accountGone")}</span>
        ) : null
      ) : (
        <PageLink href={namespaceHref(author.name)} className={classes.author}>
          {author.nickname || author.name}
        </PageLink>
      )}
      {comment.isByPublisher ? (
        <Badge size="sm" variant="light">
          {t("publisher")}
        </Badge>
      ) : null}
      {replyTo === null ? null : (
        <span className={classes.replyTo}>
          {t("reply.inReplyTo")} <AnsweredLink answered={replyTo} />
        </span>
      )}
      <PageLink href={href} className={classes.time} preload={false}>
        <RelativeTime value={comment.createdAt} />
      </PageLink>
      {editedAt === null ? null : (
        <span title={t("editedAt", { date: formatDateTime(Date.parse(editedAt), i18n.language) })}>
          {t("edited")}
        </span>
      )}
      {isStanding ? <CommentMenu comment={comment} onEdit={onEdit} /> : null}
    </header>
  );
}

function AnsweredLink({ answered }: { answered: NonNullable<AssetComment["replyTo"]> }) {
  const { t } = useTranslation("comments");
  const { id, author } = answered;
  const href = useCommentHref(id);
  return (
    <PageLink href={href} preload={false}>
      {author === null ? t("reply.gone") : author.nickname || author.name}
    </PageLink>
  );
}

/** The words, or what has become of them. */
function Words({ comment }: { comment: AssetComment }) {
  const { t } = useTranslation("comments");
  const [isShown, setShown] = useState(false);
  const { body, state, reason, mentions } = comment;
  if (state === "shown") return <MarkdownText source={body ?? ""} mentions={mentions} />;
  const isForFew = state === "hidden" && body !== null;
  return (
    <div className={classes.away}>
      {t(isForFew ? "state.hiddenShown" : `state.${state}`)}{" "}
      {reason === null ? null : <span>{t("reason", { reason })} </span>}
      {isForFew && !isShown ? (
        <Button size="compact-xs" variant="default" onClick={() => setShown(true)}>
          {t("show")}
        </Button>
      ) : null}
      {isForFew && isShown ? <MarkdownText source={body} mentions={mentions} /> : null}
    </div>
  );
}

function Deeds({ comment, onReply }: { comment: AssetComment; onReply: () => void }) {
  const { t } = useTranslation("comments");
  const account = useAccount();
  if (comment.state !== "shown") return null;
  return (
    <div className={classes.deeds}>
      <LikeButton comment={comment} />
      {comment.abilities.reply || account === null ? (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconArrowBackUp size={15} />}
          onClick={onReply}
        >
          {t("reply.action")}
        </Button>
      ) : null}
    </div>
  );
}
