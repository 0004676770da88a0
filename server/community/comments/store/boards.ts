import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** How many comments on an asset everybody reads. */
export async function readCommentCount(db: Database, assetId: number): Promise<number> {
  const row = await db
    .selectFrom("comment_boards")
    .select("comment_count")
    .where("asset_id", "=", assetId)
    .executeTakeFirst();
  return row?.comment_count ?? 0;
}

/** Whoever counts next waits for this transaction. */
export async function addToCommentCount(
  trx: DatabaseTransaction,
  assetId: number,
  change: 1 | -1,
): Promise<void> {
  if (change === 1) {
    await trx
      .insertInto("comment_boards")
      .values({ asset_id: assetId, comment_count: 1 })
      .onConflict((conflict) =>
        conflict
          .column("asset_id")
          .doUpdateSet((eb) => ({ comment_count: eb("comment_boards.comment_count", "+", 1) })),
      )
      .execute();
    return;
  }
  await trx
    .updateTable("comment_boards")
    .set((eb) => ({ comment_count: eb("comment_count", "-", 1) }))
    .where("asset_id", "=", assetId)
    .execute();
}
