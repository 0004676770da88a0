import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import {
  type CommentAddress,
  findCommentsPlace,
  requireActor,
  requireComment,
  requireShown,
} from "./find-comments-place.ts";
import { limitLikes } from "./limits.ts";
import { lockComment } from "./store/comments.ts";
import { addLike, removeLike } from "./store/likes.ts";

type Liked = { likeCount: number; isLiked: boolean };

/**
 * COM-1: likes a comment, or takes that back; twice is once. Who does either at once is counted one
 * after the other.
 * @throws {Problem} `comment-not-found`, `comment-gone`, `rate-limited`.
 */
export async function setLike(
  ctx: RequestContext,
  { comment, ...address }: CommentAddress,
  isWanted: boolean,
): Promise<Liked> {
  const place = await findCommentsPlace(ctx, address);
  const viewer = requireActor(ctx, place);
  await limitLikes(ctx, viewer);
  return withTransaction(ctx.db, async (trx) => {
    const { id: commentId } = await requireComment(trx, place, comment);
    // The comment before its likes, as everywhere: whoever deletes it holds it too.
    await lockComment(trx, commentId);
    const like = { commentId, accountId: viewer.accountId };
    if (isWanted) {
      requireShown(await requireComment(trx, place, comment));
      await addLike(trx, like);
    } else {
      await removeLike(trx, like);
    }
    const { likeCount, isLiked } = await requireComment(trx, place, comment);
    return { likeCount, isLiked };
  });
}
