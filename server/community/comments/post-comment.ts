import type { AssetComment } from "#contract/community/comment.ts";
import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import {
  type CommentsPlace,
  findCommentsPlace,
  requireComment,
  requireShown,
} from "./find-comments-place.ts";
import { findMentioned } from "./find-mentioned.ts";
import { limitComments } from "./limits.ts";
import { presentComment } from "./present.ts";
import { requireSpeaker } from "./require-speaker.ts";
import { addToCommentCount } from "./store/boards.ts";
import { type CommentRow, findComment, insertComment, lockComment } from "./store/comments.ts";
import { tellOfComment } from "./tell-of-comment.ts";

type Words = { body: string; replyTo?: string | undefined };

/**
 * COM-1: says something about an asset, or answers a comment on it. However long a chain of answers
 * is, it lies flat below the comment that began it.
 * @throws {Problem} `not-onboarded`, `notices-off`, `rate-limited`, `sensitive-words`;
 *   `comment-not-found`, `comment-gone` of the comment that is answered.
 */
export async function postComment(
  ctx: RequestContext,
  address: Address,
  words: Words,
): Promise<AssetComment> {
  const place = await findCommentsPlace(ctx, address);
  const author = await requireSpeaker(ctx, place);
  await limitComments(ctx, author);
  await refuseSensitiveWords(ctx, { body: words.body });
  const row = await withTransaction(ctx.db, (trx) =>
    writeComment(ctx, trx, { place, author, words }),
  );
  return presentComment(ctx, place, row);
}

type Writing = { place: CommentsPlace; author: SignedIn; words: Words };

async function writeComment(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { place, author, words: { body, replyTo } }: Writing,
): Promise<CommentRow> {
  const answered = replyTo === undefined ? null : await lockAnswered(trx, place, replyTo);
  const mentioned = await findMentioned(trx, body);
  const assetId = place.repository.id;
  const id = await insertComment(trx, {
    assetId,
    rootId: answered === null ? null : (answered.rootId ?? answered.id),
    replyToId: answered === null || answered.rootId === null ? null : answered.id,
    authorId: author.accountId,
    body,
    mentions: mentioned.map(({ name }) => name),
  });
  await addToCommentCount(trx, assetId, 1);
  const row = await findComment(trx, place.reading, { id });
  if (row === undefined) throw new Error("a comment was not written");
  await tellOfComment(ctx, trx, { place, author, row, answered, mentioned });
  return row;
}

/** Holds the thread of a comment and reads the comment again: it may have gone meanwhile. */
async function lockAnswered(
  trx: DatabaseTransaction,
  place: CommentsPlace,
  publicId: string,
): Promise<CommentRow> {
  const { id, rootId } = await requireComment(trx, place, publicId);
  await lockComment(trx, rootId ?? id);
  const answered = await requireComment(trx, place, publicId);
  requireShown(answered);
  return answered;
}
