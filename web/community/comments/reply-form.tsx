import { useTranslation } from "react-i18next";
import { Button } from "@mantine/core";
import type { AssetComment } from "#contract/community/comment.ts";
import { PageLink } from "../../ui/page-link.tsx";
import community from "../community.module.css";
import { CommentForm } from "./comment-form.tsx";
import { WithMailedNotices } from "./new-comment.tsx";
import { useLoginHref } from "./use-login-href.ts";

type ReplyFormProps = {
  comment: AssetComment;
  onReplied: (comment: AssetComment) => void;
  onEnd: () => void;
};

/** An answer to a comment, below it. */
export function ReplyForm({ comment: { id, author }, onReplied, onEnd }: ReplyFormProps) {
  const { t } = useTranslation(["comments", "app"]);
  const loginHref = useLoginHref(id);
  if (loginHref !== null) {
    return (
      <div className={community.signIn}>
        <span>{t("write.signIn")}</span>
        <Button component={PageLink} href={loginHref}>
          {t("app:signIn")}
        </Button>
      </div>
    );
  }
  const name = author?.nickname || author?.name;
  return (
    <WithMailedNotices>
      <CommentForm
        draft={`reply to ${id}`}
        label={name === undefined ? t("reply.toNobody") : t("reply.to", { name })}
        placeholder={t("reply.placeholder")}
        action={t("reply.send")}
        replyTo={id}
        onPosted={onReplied}
        onCancel={onEnd}
      />
    </WithMailedNotices>
  );
}
