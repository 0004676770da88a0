import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AssetComment, CommentThread } from "#contract/community/comment.ts";
import { useListCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { CommentView } from "./comment-view.tsx";
import { CommentsLoading } from "./comments-loading.tsx";
import classes from "./comments.module.css";
import { useCommentsPlace } from "./use-comments-place.ts";

const REPLIES_A_PAGE = 50;

type ThreadProps = {
  thread: CommentThread;
  /** The comment that the page's address leads to. */
  linked?: string;
};

/** A comment and the replies to it, flat however long a chain of answers is. */
export function Thread({ thread, linked }: ThreadProps) {
  const [isOpen, setOpen] = useState(false);
  /** One's own answers of this visit, which may belong behind what is loaded. */
  const [own, setOwn] = useState<AssetComment[]>([]);
  const addOwn = (comment: AssetComment) => setOwn((before) => [...before, comment]);
  const isWithin = linked !== undefined && linked !== thread.id;
  const rest = thread.replyCount - thread.replies.length;
  const unseen = own.filter(({ id }) => thread.replies.every((reply) => reply.id !== id));
  return (
    <>
      <CommentView comment={thread} isLinked={linked === thread.id} onReplied={addOwn} />
      {thread.replyCount === 0 && own.length === 0 ? null : (
        <ol className={classes.replies}>
          {isWithin && isOpen ? null : (
            <Replies replies={thread.replies} linked={linked} onReplied={addOwn} />
          )}
          {isOpen ? (
            <MoreReplies
              root={thread.id}
              from={isWithin ? null : thread.nextReplies}
              linked={linked}
              onReplied={addOwn}
            />
          ) : (
            <Replies replies={unseen} linked={linked} onReplied={addOwn} />
          )}
          {isOpen || rest <= 0 || (!isWithin && thread.nextReplies === null) ? null : (
            <OpenThread isWithin={isWithin} count={rest} onOpen={() => setOpen(true)} />
          )}
        </ol>
      )}
    </>
  );
}

type RepliesProps = {
  replies: readonly AssetComment[];
  linked: string | undefined;
  onReplied: (comment: AssetComment) => void;
};

function Replies({ replies, linked, onReplied }: RepliesProps) {
  return replies.map((reply) => (
    <li key={reply.id}>
      <CommentView comment={reply} isLinked={reply.id === linked} onReplied={onReplied} />
    </li>
  ));
}

type OpenThreadProps = { isWithin: boolean; count: number; onOpen: () => void };

function OpenThread({ isWithin, count, onOpen }: OpenThreadProps) {
  const { t } = useTranslation("comments");
  return (
    <li>
      <Button size="compact-sm" variant="subtle" onClick={onOpen}>
        {isWithin ? t("reply.all") : t("reply.more", { count })}
      </Button>
    </li>
  );
}

type MoreRepliesProps = {
  root: string;
  /** Cursor behind what is shown already; null: from the first reply on. */
  from: string | null;
  linked: string | undefined;
  onReplied: (comment: AssetComment) => void;
};

/** The other replies of a thread, by pages. */
function MoreReplies({ root, from, linked, onReplied }: MoreRepliesProps) {
  const params = { ...useCommentsPlace(), comment: root };
  const query = { limit: REPLIES_A_PAGE, ...(from === null ? {} : { cursor: from }) };
  const list = useListCall("community.list-comment-replies", { params, query });
  const replies = list.data?.pages.flatMap((page) => page.items);
  if (list.error && !replies) {
    return (
      <li>
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      </li>
    );
  }
  if (!replies) {
    return (
      <li>
        <CommentsLoading />
      </li>
    );
  }
  return (
    <>
      <Replies replies={replies} linked={linked} onReplied={onReplied} />
      <li>
        <LoadMore {...list} />
      </li>
    </>
  );
}
