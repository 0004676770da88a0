import type { DatabaseTransaction } from "../../../platform/database/index.ts";

type Like = { commentId: number; accountId: number };

/** Adds a like of a comment that is held, and counts it; nothing where there is one. */
export async function addLike(
  trx: DatabaseTransaction,
  { commentId, accountId }: Like,
): Promise<void> {
  const added = await trx
    .insertInto("comment_likes")
    .values({ comment_id: commentId, account_id: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .returning("comment_id")
    .executeTakeFirst();
  if (added !== undefined) await countLike(trx, commentId, 1);
}

/** Takes a like of a comment that is held back; nothing where there is none. */
export async function removeLike(
  trx: DatabaseTransaction,
  { commentId, accountId }: Like,
): Promise<void> {
  const removed = await trx
    .deleteFrom("comment_likes")
    .where("comment_id", "=", commentId)
    .where("account_id", "=", accountId)
    .returning("comment_id")
    .executeTakeFirst();
  if (removed !== undefined) await countLike(trx, commentId, -1);
}

async function countLike(trx: DatabaseTransaction, commentId: number, by: 1 | -1): Promise<void> {
  await trx
    .updateTable("comments")
    .set((eb) => ({ like_count: eb("like_count", "+", by) }))
    .where("id", "=", commentId)
    .execute();
}
