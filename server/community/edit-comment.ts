import type { CommentEvent } from "#contract/community/discussion.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { findComment } from "./find-comment.ts";
import {
  type DiscussionAddress,
  findThread,
  lockThread,
  requireAbility,
  type Thread,
} from "./find-thread.ts";
import { requireParticipant } from "./find-place.ts";
import { limitWords } from "./limits.ts";
import { canEditComment, canHideComment } from "./policy.ts";
import { presentComment } from "./present.ts";
import { type EventRow, hideEvent, replaceBody } from "./store/events.ts";

export type CommentAddress = DiscussionAddress & { comment: string };

const MAX_EDITS = 100;

/**
 * COM-1: changes one's own words; what they were before stays as a version.
 * @throws {Problem} `comment-not-found`, `forbidden`, `discussion-state-wrong` for one that is
 *   hidden or was edited too often, `discussions-off`, `rate-limited`.
 */
export async function editComment(
  ctx: RequestContext,
  { comment, ...address }: CommentAddress,
  body: string,
): Promise<CommentEvent> {
  const thread = await findThread(ctx, address, "participant");
  await limitWords(ctx, requireAbility(ctx, thread, "comment"));
  await refuseSensitiveWords(ctx, { body });
  return changeComment(ctx, { thread, comment }, async (trx, event) => {
    requireOwnComment(ctx, thread, event);
    if (event.body !== body) await replaceBody(trx, event, { body, at: ctx.now() });
  });
}

/**
 * COM-1: hides a comment for good; those who may write to the repository still read it.
 * @throws {Problem} `comment-not-found`, `forbidden`.
 */
export async function hideComment(
  ctx: RequestContext,
  { comment, ...address }: CommentAddress,
): Promise<CommentEvent> {
  const thread = await findThread(ctx, address, "participant");
  const { accountId } = requireParticipant(ctx, thread.place);
  return changeComment(ctx, { thread, comment }, async (trx, event) => {
    if (event.isHidden) return;
    if (!canHideComment(ctx.viewer, thread.abilities, event)) {
      throw problem("forbidden", {
        detail: "Only its author and those who may write to the repository hide a comment",
      });
    }
    await hideEvent(trx, event.id, { accountId, at: ctx.now() });
  });
}

type Change = (trx: DatabaseTransaction, event: EventRow) => Promise<void>;

async function changeComment(
  ctx: RequestContext,
  { thread, comment }: { thread: Thread; comment: string },
  change: Change,
): Promise<CommentEvent> {
  const { id } = thread.discussion;
  const row = await withTransaction(ctx.db, async (trx) => {
    await lockThread(ctx, trx, thread);
    await change(trx, await findComment(trx, id, comment));
    return findComment(trx, id, comment);
  });
  return presentComment(ctx.db, { viewer: ctx.viewer, abilities: thread.abilities }, row);
}

function requireOwnComment(ctx: RequestContext, { abilities }: Thread, event: EventRow): void {
  if (event.isHidden || event.versionCount >= MAX_EDITS) {
    const why = event.isHidden ? "is hidden" : `was edited ${MAX_EDITS} times`;
    throw problem("discussion-state-wrong", { detail: `This comment ${why}` });
  }
  if (canEditComment(ctx.viewer, abilities, event)) return;
  throw problem("forbidden", { detail: "Only its author edits a comment" });
}
