import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { trendingScore } from "../rules.ts";

export async function addToFavourites(trx: DatabaseTransaction, assetId: number, change: 1 | -1) {
  await trx
    .updateTable("asset_counters")
    .set((eb) => ({ favourites: eb("favourites", "+", change), is_flushed: false }))
    .where("asset_id", "=", assetId)
    .execute();
}

/** Adds many counts in one statement; assets deleted meanwhile are passed over. */
export async function addCounts(
  db: Database,
  column: "downloads" | "views",
  counts: ReadonlyMap<number, number>,
): Promise<void> {
  if (counts.size === 0) return;
  const ids = [...counts.keys()];
  const added = [...counts.values()];
  const name = sql.ref(column);
  await sql`
    update asset_counters set ${name} = asset_counters.${name} + counted.added, is_flushed = false
    from unnest(${ids}::bigint[], ${added}::bigint[]) as counted (asset_id, added)
    where asset_counters.asset_id = counted.asset_id`.execute(db);
}

/** Copies changed counters to the search rows; returns the assets whose search rank moved. */
export async function flushCounters(
  trx: DatabaseTransaction,
  { limit, now }: { limit: number; now: Date },
): Promise<number[]> {
  const rows = await trx
    .selectFrom("asset_counters")
    .select(["asset_id", "downloads", "favourites"])
    .where("is_flushed", "=", false)
    .orderBy("asset_id")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.asset_id);
  const trending = rows.map((row) => trendingScore(row, now));
  await sql`
    update asset_search set downloads = asset_counters.downloads,
      favourites = asset_counters.favourites, trending = scored.trending
    from unnest(${ids}::bigint[], ${trending}::float8[]) as scored (asset_id, trending)
    join asset_counters using (asset_id)
    where asset_search.asset_id = scored.asset_id`.execute(trx);
  await trx
    .updateTable("asset_counters")
    .set({ is_flushed: true })
    .where("asset_id", "in", ids)
    .execute();
  return ids;
}
