import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

type Cover = { key: string; mediaType: string; content: Buffer };

/** Replaces the cover; null removes it. @returns false when the asset is gone */
export async function replaceCover(
  trx: DatabaseTransaction,
  assetId: number,
  cover: Cover | null,
): Promise<boolean> {
  const row = await trx
    .updateTable("assets")
    .set({ cover_key: cover?.key ?? null })
    .where("id", "=", assetId)
    .returning("id")
    .executeTakeFirst();
  if (row === undefined) return false;
  if (cover === null) {
    await trx.deleteFrom("asset_covers").where("asset_id", "=", assetId).execute();
    return true;
  }
  const columns = { media_type: cover.mediaType, content: cover.content };
  await trx
    .insertInto("asset_covers")
    .values({ asset_id: assetId, ...columns })
    .onConflict((conflict) => conflict.column("asset_id").doUpdateSet(columns))
    .execute();
  return true;
}

/** Which picture it is, without its bytes. */
export async function findCoverKey(db: Database, assetId: number): Promise<string | null> {
  const row = await db
    .selectFrom("assets")
    .select("cover_key")
    .where("id", "=", assetId)
    .executeTakeFirst();
  return row?.cover_key ?? null;
}

export async function readCoverRow(db: Database, assetId: number): Promise<Cover | undefined> {
  const row = await db
    .selectFrom("asset_covers")
    .innerJoin("assets", "assets.id", "asset_covers.asset_id")
    .select(["cover_key", "media_type", "content"])
    .where("asset_id", "=", assetId)
    .executeTakeFirst();
  if (row === undefined || row.cover_key === null) return undefined;
  return { key: row.cover_key, mediaType: row.media_type, content: row.content };
}
