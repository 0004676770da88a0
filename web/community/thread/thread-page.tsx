import { Skeleton } from "@mantine/core";
import type { Discussion } from "#contract/community/discussion.ts";
import { useListCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import classes from "../community.module.css";
import { PullRequestState } from "../pull-request/pull-request-state.tsx";
import { Comment } from "./comment.tsx";
import { Composer } from "./composer.tsx";
import { EventLine } from "./event-line.tsx";
import { ThreadFrame } from "./thread-frame.tsx";
import { useThreadAddress } from "./use-thread.ts";

const EVENTS_A_PAGE = 100;

/** COM-1 `/discussions/{num}`: what was said and done, and what can be said and done now. */
export function ThreadPage() {
  return (
    <ThreadFrame part="conversation">
      {(discussion) => (
        <div className={classes.thread}>
          <Events discussion={discussion} />
          {discussion.pullRequest ? <PullRequestState discussion={discussion} /> : null}
          <Composer discussion={discussion} />
        </div>
      )}
    </ThreadFrame>
  );
}

function Events({ discussion }: { discussion: Discussion }) {
  const params = useThreadAddress();
  const query = { limit: EVENTS_A_PAGE };
  const list = useListCall("community.list-discussion-events", { params, query });
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton height={180} radius="lg" />;
  const events = list.data.pages.flatMap((page) => page.items);
  return (
    <>
      <ol className={classes.events}>
        {events.map((event) => (
          <li key={event.id} id={`event-${event.id}`}>
            {event.type === "comment" ? (
              <Comment comment={event} abilities={discussion.abilities} />
            ) : (
              <EventLine event={event} />
            )}
          </li>
        ))}
      </ol>
      <LoadMore {...list} />
    </>
  );
}
