import { sql } from "kysely";
import type { AssetStatistics } from "#contract/assets/statistics.ts";
import type { Database } from "../../platform/database/index.ts";

type Range = {
  /** First and last day, `YYYY-MM-DD`; both belong to it. */
  from: string;
  to: string;
  by: "day" | "week";
};

/** The days of an asset in buckets, those on which nothing happened too. */
export async function readBuckets(
  db: Database,
  assetId: number,
  { from, to, by }: Range,
): Promise<AssetStatistics["buckets"]> {
  const { rows } = await sql<AssetStatistics["buckets"][number]>`
    select date_trunc(${by}, dates.day)::date as start,
      coalesce(sum(views), 0)::bigint as views,
      coalesce(sum(downloads), 0)::bigint as downloads,
      coalesce(sum(favourites), 0)::bigint as favourites,
      coalesce(sum(subscriptions), 0)::bigint as subscriptions
    from generate_series(
      date_trunc(${by}, ${from}::date::timestamp), ${to}::date::timestamp, interval '1 day'
    ) as dates (day)
    left join asset_daily_counters as counted
      on counted.asset_id = ${assetId} and counted.day = dates.day::date
    group by 1 order by 1`.execute(db);
  return rows;
}

/** What there is of all time. */
export function readTotals(db: Database, assetId: number): Promise<AssetStatistics["totals"]> {
  return db
    .selectFrom("asset_counters")
    .select(["views", "downloads", "favourites", "subscriptions"])
    .where("asset_id", "=", assetId)
    .executeTakeFirstOrThrow();
}
