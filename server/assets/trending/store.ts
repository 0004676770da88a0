import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import { TREND_HALF_LIFE_DAYS } from "../rules.ts";

type InterestRows = {
  /** Of UTC: `YYYY-MM-DD`. */
  day: string;
  /** Each caller, in hexadecimal digits, once for an asset. */
  rows: readonly { assetId: number; caller: string; weight: number }[];
};

/** Whose each asset is. */
export async function readOwners(
  db: Database,
  assetIds: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom("repositories")
    .select(["id", "namespace_id"])
    .where("id", "in", [...new Set(assetIds)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.namespace_id]));
}

/**
 * Adds the interest of those who have shown none of this sort lately, to its day, and marks the
 * counters for the search to follow; assets deleted meanwhile are passed over. Counters are locked
 * first and in one order, as wherever assets are counted.
 */
export async function addInterests(db: Database, { day, rows }: InterestRows): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ assetId }) => assetId);
  const callers = rows.map(({ caller }) => caller);
  const weights = rows.map(({ weight }) => weight);
  await sql`
    with given as (
      select asset_id, decode(caller, 'hex') as caller, weight
      from unnest(${ids}::bigint[], ${callers}::text[], ${weights}::int[])
        as rows (asset_id, caller, weight)
    ), locked as materialized (
      select asset_id from asset_counters where asset_id = any(${ids}::bigint[])
      order by asset_id for update
    ), counted as (
      insert into asset_interests as known (asset_id, caller, day)
      select asset_id, caller, ${day}::date from given join locked using (asset_id)
      on conflict (asset_id, caller) do update set day = excluded.day
        where known.day <= excluded.day - ${TREND_HALF_LIFE_DAYS}::int
      returning asset_id, caller
    ), shown as (
      select asset_id, sum(weight)::bigint as interest
      from counted join given using (asset_id, caller) group by asset_id
    ), marked as (
      update asset_counters set is_flushed = false from shown
      where asset_counters.asset_id = shown.asset_id
    )
    insert into asset_daily_counters (asset_id, day, interest)
    select asset_id, ${day}::date, interest from shown
    on conflict (asset_id, day) do update
      set interest = asset_daily_counters.interest + excluded.interest`.execute(db);
}

/** Forgets who has shown interest before a half-life ago: it may be shown anew. */
export async function forgetInterests(db: Database, today: string): Promise<void> {
  await sql`
    delete from asset_interests
    where day <= ${today}::date - ${TREND_HALF_LIFE_DAYS}::int`.execute(db);
}
