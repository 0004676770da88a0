import { Modal, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import type { CommentEvent } from "#contract/community/discussion.ts";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "../community.module.css";
import { useThreadAddress } from "./use-thread.ts";

/** "edited", and behind it what the comment said before. */
export function EarlierTexts({ comment }: { comment: CommentEvent }) {
  const { t } = useTranslation("community");
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <button
        type="button"
        className={classes.plainButton}
        title={t("comment.editedTimes", { count: comment.editCount })}
        onClick={dialog.open}
      >
        {t("comment.edited")}
      </button>
      <Modal opened={isOpen} onClose={dialog.close} title={t("comment.versions")} size="lg">
        <Versions comment={comment} />
      </Modal>
    </>
  );
}

function Versions({ comment }: { comment: CommentEvent }) {
  const params = { ...useThreadAddress(), comment: comment.id };
  const { data, error, refetch } = useCall("community.list-comment-versions", { params });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  return data.items.map(({ body, writtenAt }) => (
    <section key={writtenAt} className={classes.version}>
      <p className={classes.quiet}>
        <RelativeTime value={writtenAt} />
      </p>
      <MarkdownText source={body} />
    </section>
  ));
}
