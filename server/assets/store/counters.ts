import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { dayOf, TREND_HALF_LIFE_DAYS, trendingScore } from "../rules.ts";
import { moveTiers } from "../search/store/tiers.ts";

/** What is older counts less than a hundredth. */
const TREND_DAYS = 7 * TREND_HALF_LIFE_DAYS;

type Change = {
  column: "favourites" | "subscriptions";
  assetId: number;
  change: 1 | -1;
  at: Date;
};

/** One more or one less of what people have of an asset, now and in its day. */
export async function addToTotal(
  trx: DatabaseTransaction,
  { column, assetId, change, at }: Change,
): Promise<void> {
  const name = sql.ref(column);
  await sql`
    with total as (
      update asset_counters set ${name} = ${name} + ${change}::bigint, is_flushed = false
      where asset_id = ${assetId} returning asset_id
    )
    insert into asset_daily_counters (asset_id, day, ${name})
    select asset_id, ${dayOf(at)}::date, ${change}::bigint from total
    on conflict (asset_id, day) do update
      set ${name} = asset_daily_counters.${name} + excluded.${name}`.execute(trx);
}

type Uses = {
  column: "downloads" | "views";
  /** Of UTC: `YYYY-MM-DD`. */
  day: string;
  counts: ReadonlyMap<number, number>;
};

/**
 * Adds many counts of one day in one statement, to the whole and to the day or to neither; assets
 * deleted meanwhile are passed over. Several servers add at once: rows are locked in one order.
 */
export async function addCounts(db: Database, { column, day, counts }: Uses): Promise<void> {
  if (counts.size === 0) return;
  const ids = [...counts.keys()];
  const added = [...counts.values()];
  const name = sql.ref(column);
  await sql`
    with counted (asset_id, added) as (
      select * from unnest(${ids}::bigint[], ${added}::bigint[])
    ), locked as materialized (
      select asset_id from asset_counters where asset_id = any(${ids}::bigint[])
      order by asset_id for update
    ), total as (
      update asset_counters set ${name} = asset_counters.${name} + counted.added, is_flushed = false
      from counted join locked using (asset_id)
      where asset_counters.asset_id = counted.asset_id
      returning asset_counters.asset_id, counted.added
    )
    insert into asset_daily_counters (asset_id, day, ${name})
    select asset_id, ${day}::date, added from total
    on conflict (asset_id, day) do update
      set ${name} = asset_daily_counters.${name} + excluded.${name}`.execute(db);
}

/** Copies changed counters to the ranks of the search; returns the assets whose rank moved. */
export async function flushCounters(
  trx: DatabaseTransaction,
  { limit, now }: { limit: number; now: Date },
): Promise<number[]> {
  const today = dayOf(now);
  const rows = await trx
    .selectFrom("asset_counters")
    .select("asset_id")
    .select(
      sql<number>`(
        select coalesce(sum(interest * power(2, (day - ${today}::date)::float8
          / ${TREND_HALF_LIFE_DAYS}::float8)), 0)::float8
        from asset_daily_counters as days
        where days.asset_id = asset_counters.asset_id and day > ${today}::date - ${TREND_DAYS}::int
      )`.as("interest"),
    )
    .where("is_flushed", "=", false)
    .orderBy("asset_id")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.asset_id);
  const trending = rows.map(({ interest }) =>
    trendingScore(interest, new Date(`${today}T00:00:00Z`)),
  );
  await sql`
    update asset_ranks set downloads = asset_counters.downloads,
      favourites = asset_counters.favourites, subscriptions = asset_counters.subscriptions,
      trending = scored.trending
    from unnest(${ids}::bigint[], ${trending}::float8[]) as scored (asset_id, trending)
    join asset_counters using (asset_id)
    where asset_ranks.asset_id = scored.asset_id`.execute(trx);
  await moveTiers(trx, ids);
  await trx
    .updateTable("asset_counters")
    .set({ is_flushed: true })
    .where("asset_id", "in", ids)
    .execute();
  return ids;
}
