import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";
import type { ValueCount } from "../search-request.ts";
import { afterPlace, type HitQuery, matchingRows, type Place } from "./matching-rows.ts";

/** `openCount`: of all hits those that everyone may see. */
type Collected = { page: Place[]; count: number; openCount: number; facets: ValueCount[] };

/** Reads every hit up to `maxRows`, counts and groups them, and cuts out one page. */
export async function collectHits(
  db: Database,
  query: HitQuery,
  options: { from: "documents" | "order"; maxRows: number; maxFacetRows: number },
): Promise<Collected> {
  const found = matchingRows(query, options.from, (rows) => rows);
  const { rows } = await sql<Collected>`
    with hits as materialized (
      select * from (${found}) as found limit ${options.maxRows + 1}
    )
    select
      coalesce((select json_agg(p) from (
        select key, asset_id as id from hits ${afterPlace(query)}
        order by key desc, asset_id desc limit ${query.limit}
      ) as p), '[]') as page,
      (select count(*)::int from hits) as count,
      (select count(*)::int from hits where is_open) as "openCount",
      ${facetsOf(options.maxFacetRows)} as facets`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a search without a row");
  return row;
}

/** Follows the order from a place and stops at the limit: reads no more rows than it must. */
export async function streamHits(db: Database, query: HitQuery): Promise<Place[]> {
  const { rows } = await sql<{ page: Place[] }>`
    select coalesce(json_agg(p), '[]') as page from (
      select key, asset_id as id from (${inOrder(query)}) as found
      order by key desc, asset_id desc limit ${query.limit}
    ) as p`.execute(db);
  return rows[0]?.page ?? [];
}

/** Groups the first `limit` hits in order: a sample where there are more. */
export async function sampleFacets(
  db: Database,
  query: HitQuery,
): Promise<{ sampled: number; facets: ValueCount[] }> {
  const { rows } = await sql<{ sampled: number; facets: ValueCount[] }>`
    with hits as materialized (select facets from (${inOrder(query)}) as found
      order by key desc, asset_id desc limit ${query.limit})
    select (select count(*)::int from hits) as sampled, ${facetsOf(query.limit)} as facets`.execute(
    db,
  );
  return rows[0] ?? { sampled: 0, facets: [] };
}

/** Counts hits, but no further than the limit. */
export async function countHits(db: Database, query: HitQuery): Promise<number> {
  const found = matchingRows(query, "order", (rows) => sql`${rows} limit ${query.limit}`);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from (${found}) as found limit ${query.limit}
    ) as counted`.execute(db);
  return rows[0]?.count ?? 0;
}

function inOrder(query: HitQuery): RawBuilder<unknown> {
  return matchingRows(
    query,
    "order",
    (rows) => sql`select * from (${rows}) as branch ${afterPlace(query)}
    order by key desc, asset_id desc limit ${query.limit}`,
  );
}

/** Most frequent values first; of no hits where nobody asks. */
function facetsOf(maxRows: number): RawBuilder<unknown> {
  if (maxRows === 0) return sql`'[]'::json`;
  return sql`coalesce((select json_agg(f order by f.count desc, f.value) from (
    select value, count(*)::int as count
    from (select facets from hits limit ${maxRows}) as h cross join unnest(h.facets) as value
    group by value
  ) as f), '[]')`;
}
