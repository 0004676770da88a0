import type { Discussion, DiscussionStatus } from "#contract/community/discussion.ts";
import { problem } from "#contract/problems.ts";
import type { SignedIn } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { emit } from "../platform/events/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { writeComment } from "./add-comment.ts";
import { statusChanged } from "./events.ts";
import { type DiscussionAddress, findThread, lockThread, requireAbility } from "./find-thread.ts";
import { getDiscussion } from "./get-discussion.ts";
import { limitWords } from "./limits.ts";
import { countClosed } from "./store/boards.ts";
import { type DiscussionRow, updateDiscussion } from "./store/discussions.ts";
import { type EventRow, insertEvent } from "./store/events.ts";

export type StatusChange = { status: "open" | "closed"; comment?: string | undefined };

/**
 * Closes a thread, opens it again, or makes a draft ready; with a last word if wanted.
 * @throws {Problem} `forbidden`, `discussion-state-wrong` for one that has this status already or is
 *   merged, `rate-limited`.
 */
export async function changeStatus(
  ctx: RequestContext,
  address: DiscussionAddress,
  { status, comment }: StatusChange,
): Promise<Discussion> {
  const found = await findThread(ctx, address, "participant");
  const viewer = requireAbility(ctx, found, "changeStatus");
  await limitWords(ctx, viewer);
  await refuseSensitiveWords(ctx, { comment });
  await withTransaction(ctx.db, async (trx) => {
    const thread = await lockThread(ctx, trx, found);
    requireAbility(ctx, thread, "changeStatus");
    const { discussion } = thread;
    if (discussion.status === status) {
      throw problem("discussion-state-wrong", {
        detail: `#${discussion.num} is ${status} already`,
        extra: { status },
      });
    }
    if (comment !== undefined) await writeComment(ctx, trx, { thread, body: comment });
    await moveStatus(trx, { discussion, status, viewer });
  });
  return getDiscussion(ctx, address);
}

type Move = { discussion: DiscussionRow; status: DiscussionStatus; viewer: SignedIn };

/** Moves a locked thread on, counts it and says so in it. */
export async function moveStatus(
  trx: DatabaseTransaction,
  { discussion, status, viewer }: Move,
): Promise<EventRow> {
  const { id, repositoryId, num, pullRequest } = discussion;
  await updateDiscussion(trx, id, { status });
  const closed = Number(isClosed(status)) - Number(isClosed(discussion.status));
  if (closed === 1 || closed === -1) {
    await countClosed(trx, repositoryId, { isPullRequest: pullRequest !== null, closed });
  }
  const author = { id: viewer.accountId, name: viewer.name };
  const event = await insertEvent(trx, id, { type: "status-change", author, body: status });
  const actorId = viewer.accountId;
  await emit(trx, statusChanged, { repositoryId, discussionId: id, num, actorId, status });
  return event;
}

function isClosed(status: DiscussionStatus): boolean {
  return status === "closed" || status === "merged";
}
