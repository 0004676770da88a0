import type { CommentEvent } from "#contract/community/discussion.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { emit } from "../platform/events/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { commentAdded } from "./events.ts";
import {
  type DiscussionAddress,
  findThread,
  lockThread,
  requireAbility,
  type Thread,
} from "./find-thread.ts";
import { limitWords } from "./limits.ts";
import { presentComment } from "./present.ts";
import { requireKnownSpeaker } from "./require-known-speaker.ts";
import { type EventRow, insertEvent } from "./store/events.ts";
import { tellOfComment } from "./tell-of-comment.ts";

const MAX_EVENTS = 10_000;

/**
 * COM-1: says something in a thread, open or closed.
 * @throws {Problem} `discussions-off`, `discussion-full`, `rate-limited`.
 */
export async function addComment(
  ctx: RequestContext,
  address: DiscussionAddress,
  body: string,
): Promise<CommentEvent> {
  const thread = await findThread(ctx, address, "participant");
  await limitWords(ctx, requireAbility(ctx, thread, "comment"));
  await refuseSensitiveWords(ctx, { body });
  const row = await withTransaction(ctx.db, async (trx) =>
    writeComment(ctx, trx, { thread: await lockThread(ctx, trx, thread), body }),
  );
  return presentComment(ctx.db, { viewer: ctx.viewer, abilities: thread.abilities }, row);
}

/** Adds a comment of the viewer to a thread that is locked. */
export async function writeComment(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { thread, body }: { thread: Thread; body: string },
): Promise<EventRow> {
  const author = requireAbility(ctx, thread, "comment");
  const { accountId: id, name } = author;
  const { id: discussionId, num, repositoryId } = thread.discussion;
  await requireKnownSpeaker({ ...ctx, db: trx });
  requireSpace(thread);
  const row = await insertEvent(trx, discussionId, { type: "comment", author: { id, name }, body });
  const news = { repositoryId, discussionId, num, actorId: id, eventId: row.id };
  await emit(trx, commentAdded, news);
  const { discussion, place } = thread;
  await tellOfComment(ctx, trx, { repository: place.repository, author, discussion });
  return row;
}

/** @throws {Problem} `discussion-full`. */
export function requireSpace({ discussion }: Pick<Thread, "discussion">): void {
  if (discussion.eventCount < MAX_EVENTS) return;
  throw problem("discussion-full", {
    detail: `#${discussion.num} has ${MAX_EVENTS} entries, the most that one may have`,
    hint: "Open a new one",
  });
}
