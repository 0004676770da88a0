import { sql } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import { type Database, withTransaction } from "../../../platform/database/index.ts";
import type { ValueCount } from "../search-request.ts";

/** How many open assets of a kind there are, and how many have each value to filter by. */
export type ShelfCounts = { count: number; values: ValueCount[] };

/** Values kept of each kind: a tree of categories has some thousand. */
const MAX_VALUES = 5000;

/** Counts the open assets anew, for lists that are too long to be counted for each reader. */
export async function countShelf(db: Database): Promise<void> {
  await withTransaction(db, async (trx) => {
    await trx.deleteFrom("shelf_counts").execute();
    await sql`
      insert into shelf_counts (kind, value, count)
      select kind, '', count(*) from asset_ranks where is_open group by kind
      union all
      select kind, value, count from (
        select kind, value, count(*) as count,
          row_number() over (partition by kind order by count(*) desc, value) as place
        from asset_ranks cross join unnest(facets) as value where is_open group by kind, value
      ) as counted where place <= ${MAX_VALUES}`.execute(trx);
  });
}

/** Most frequent values first. Undefined while nothing has been counted. */
export async function readShelfCounts(
  db: Database,
  kind: AssetKind | undefined,
): Promise<ShelfCounts | undefined> {
  const { rows } = await sql<ValueCount>`
    select value, sum(count)::float8 as count from shelf_counts
    where ${kind === undefined ? sql`true` : sql`kind = ${kind}`}
    group by value order by sum(count) desc, value`.execute(db);
  const all = rows.find(({ value }) => value === "");
  return all && { count: all.count, values: rows.filter(({ value }) => value !== "") };
}
