import { ActionIcon, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconEyeOff, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CommentEvent, DiscussionAbilities } from "#contract/community/discussion.ts";
import { useChange } from "../../app/gallery.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { AuthorName } from "../author-name.tsx";
import classes from "../community.module.css";
import { CommentEditor } from "./comment-editor.tsx";
import { EarlierTexts } from "./earlier-texts.tsx";
import { useThreadAddress } from "./use-thread.ts";

type CommentProps = { comment: CommentEvent; abilities: DiscussionAbilities };

/** COM-1: what somebody said. */
export function Comment({ comment, abilities }: CommentProps) {
  const [isEditing, setEditing] = useState(false);
  return (
    <article className={classes.comment} data-hidden={comment.isHidden || undefined}>
      <header className={classes.commentHead}>
        <AuthorName author={comment.author} withPicture />
        <span className={classes.quiet}>
          <RelativeTime value={comment.createdAt} />
        </span>
        {comment.editCount > 0 && comment.body !== null ? <EarlierTexts comment={comment} /> : null}
        <CommentMenu comment={comment} onEdit={() => setEditing(true)} />
      </header>
      <div className={classes.commentBody}>
        {isEditing ? (
          <CommentEditor comment={comment} onEnd={() => setEditing(false)} />
        ) : (
          <Words comment={comment} canSeeHidden={abilities.moderate} />
        )}
      </div>
    </article>
  );
}

function Words({ comment, canSeeHidden }: { comment: CommentEvent; canSeeHidden: boolean }) {
  const { t } = useTranslation("community");
  const [isShown, setShown] = useState(false);
  const { body, isHidden } = comment;
  if (body === null) return <p className={classes.hidden}>{t("comment.hidden")}</p>;
  if (!isHidden) return <MarkdownText source={body} />;
  return (
    <>
      <p className={classes.hidden}>
        {t("comment.hiddenShown")}
        {canSeeHidden && !isShown ? (
          <Button size="compact-xs" variant="default" ml="xs" onClick={() => setShown(true)}>
            {t("comment.show")}
          </Button>
        ) : null}
      </p>
      {isShown ? <MarkdownText source={body} /> : null}
    </>
  );
}

function CommentMenu({ comment, onEdit }: { comment: CommentEvent; onEdit: () => void }) {
  const { t } = useTranslation("community");
  const params = { ...useThreadAddress(), comment: comment.id };
  const [isAsking, asking] = useDisclosure(false);
  const hide = useChange("community.hide-comment", {
    stale: ["community.list-discussion-events"],
    onSuccess: asking.close,
  });
  if (!comment.canEdit && !comment.canHide) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            className={classes.commentMenu ?? ""}
            variant="subtle"
            color="gray"
            aria-label={t("comment.actions")}
          >
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {comment.canEdit ? (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
              {t("comment.edit")}
            </Menu.Item>
          ) : null}
          {comment.canHide ? (
            <Menu.Item leftSection={<IconEyeOff size={16} />} onClick={asking.open}>
              {t("comment.hide")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={asking.close}
        title={t("comment.hideTitle")}
        action={t("comment.hide")}
        onConfirm={() => hide.mutate({ params })}
        isDangerous
        isRunning={hide.isPending}
        error={hide.error}
      >
        {t("comment.hideText")}
      </ConfirmDialog>
    </>
  );
}
