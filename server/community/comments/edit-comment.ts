import type { AssetComment } from "#contract/community/comment.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import {
  type CommentAddress,
  type CommentsPlace,
  findCommentsPlace,
  requireActor,
  requireComment,
  requireShown,
} from "./find-comments-place.ts";
import { findMentioned } from "./find-mentioned.ts";
import { limitComments } from "./limits.ts";
import { isOwn, isStanding } from "./policy.ts";
import { presentComment } from "./present.ts";
import { requireSpeaker } from "./require-speaker.ts";
import { addToCommentCount } from "./store/boards.ts";
import {
  buryComment,
  type CommentRow,
  deleteComment as deleteRow,
  isAnswered,
  lockComment,
  replaceBody,
} from "./store/comments.ts";

/**
 * COM-1: changes one's own comment. Nobody is told: who is mentioned only now is linked alone.
 * @throws {Problem} `comment-not-found`, `comment-gone`, `forbidden`, and as `postComment`.
 */
export async function editComment(
  ctx: RequestContext,
  { comment, ...address }: CommentAddress,
  body: string,
): Promise<AssetComment> {
  const place = await findCommentsPlace(ctx, address);
  await limitComments(ctx, await requireSpeaker(ctx, place));
  await refuseSensitiveWords(ctx, { body });
  const row = await withTransaction(ctx.db, async (trx) => {
    const before = await lockOwn(ctx, trx, { place, comment });
    requireShown(before);
    if (before.body !== body) {
      const mentioned = await findMentioned(trx, body);
      const mentions = mentioned.map(({ name }) => name);
      await replaceBody(trx, before.id, { body, mentions, at: ctx.now() });
    }
    return requireComment(trx, place, comment);
  });
  return presentComment(ctx, place, row);
}

/**
 * COM-1: deletes one's own comment; where there are answers to it its place stays, without words and
 * name. What is gone already stays gone.
 * @throws {Problem} `comment-not-found`, `forbidden`.
 */
export async function deleteComment(
  ctx: RequestContext,
  { comment, ...address }: CommentAddress,
): Promise<void> {
  const place = await findCommentsPlace(ctx, address);
  requireActor(ctx, place);
  await withTransaction(ctx.db, async (trx) => {
    const row = await lockOwn(ctx, trx, { place, comment });
    if (!isStanding(row)) return;
    const hasAnswers = row.rootId === null ? row.replyCount > 0 : await isAnswered(trx, row.id);
    if (hasAnswers) await buryComment(trx, row.id, null);
    else await deleteRow(trx, row);
    if (row.state === "shown") await addToCommentCount(trx, place.repository.id, -1);
  });
}

/** Holds a comment of the viewer, and its thread before it. */
async function lockOwn(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { place, comment }: { place: CommentsPlace; comment: string },
): Promise<CommentRow> {
  const row = await holdComment(trx, place, comment);
  if (isOwn(ctx.viewer, row)) return row;
  throw problem("forbidden", { detail: "Only its author changes or deletes a comment" });
}

/** Holds a comment, and its thread before it, and reads it as it is now. */
export async function holdComment(
  trx: DatabaseTransaction,
  place: CommentsPlace,
  publicId: string,
): Promise<CommentRow> {
  const { id, rootId } = await requireComment(trx, place, publicId);
  if (rootId !== null) await lockComment(trx, rootId);
  await lockComment(trx, id);
  return requireComment(trx, place, publicId);
}
