import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import type { Viewer } from "../../../accounts/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { visibleRepositories } from "../../../repositories/index.ts";
import { quoteLexeme } from "../build-document.ts";
import { type OrderColumn, type RankedColumn, tierLexeme } from "../filter-lexemes.ts";
import type { FacetName } from "../search-request.ts";

/** The place of a row in its order: the value it is ordered by, as JSON, and its id. */
export type Place = { key: string | number; id: number };

export type HitQuery = {
  viewer: Viewer;
  now: Date;
  kind?: AssetKind | undefined;
  namespaceId?: number | undefined;
  favouritesOf?: number | undefined;
  /** tsquery answered by the index, and one checked on the rows that it gives. */
  indexed?: string | undefined;
  checked?: string | undefined;
  /** A column, or the relevance for a tsquery; those that match `together` come before all others. */
  order: { column: OrderColumn } | { relevanceOf: string; together?: string | undefined };
  /** Of public assets only those of this tier, and not of the tier within it. */
  tier?:
    | { column: RankedColumn; tier: number | undefined; without?: number | undefined }
    | undefined;
  after?: Place | undefined;
  limit: number;
};

export type FacetCount = { facet: FacetName; value: string; count: number };

const LOWEST_LEVEL = 1;

/** Reads every hit up to `maxRows`, counts and groups them, and cuts out one page. */
export async function collectHits(
  db: Database,
  query: HitQuery,
  options: { maxRows: number; withFacets: boolean },
): Promise<{ page: Place[]; count: number; facets: FacetCount[] }> {
  const { rows } = await sql<{ page: Place[]; count: number; facets: FacetCount[] }>`
    with hits as materialized (
      select * from (${branches(query, (branch) => branch)}) as found limit ${options.maxRows + 1}
    )
    select
      coalesce((select json_agg(p) from (
        select key, asset_id as id from hits ${afterPlace(query)}
        order by key desc, asset_id desc limit ${query.limit}
      ) as p), '[]') as page,
      (select count(*)::int from hits) as count,
      ${options.withFacets ? facetsOf("hits") : sql`'[]'::json`} as facets`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a search without a row");
  return row;
}

/** Follows the order from a place and stops at the limit: reads no more rows than it must. */
export async function streamHits(db: Database, query: HitQuery): Promise<Place[]> {
  const { rows } = await sql<{ page: Place[] }>`
    select coalesce(json_agg(p), '[]') as page from (
      select key, asset_id as id from (${orderedBranches(query)}) as found
      order by key desc, asset_id desc limit ${query.limit}
    ) as p`.execute(db);
  return rows[0]?.page ?? [];
}

/** Groups the first `limit` hits in order: a sample where there are more. */
export async function sampleFacets(
  db: Database,
  query: HitQuery,
): Promise<{ sampled: number; facets: FacetCount[] }> {
  const { rows } = await sql<{ sampled: number; facets: FacetCount[] }>`
    with sample as materialized (select asset_id from (${orderedBranches(query)}) as found
      order by key desc, asset_id desc limit ${query.limit})
    select (select count(*)::int from sample) as sampled, ${facetsOf("sample")} as facets`.execute(
    db,
  );
  return rows[0] ?? { sampled: 0, facets: [] };
}

/** Counts hits, but no further than the limit. */
export async function countHits(db: Database, query: HitQuery): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from (${branches(query, (branch) => sql`${branch} limit ${query.limit}`)}) as found
      limit ${query.limit}
    ) as counted`.execute(db);
  return rows[0]?.count ?? 0;
}

type Branch = RawBuilder<unknown>;

/**
 * What everyone may see, from the indexes of public assets, together with what only this viewer may
 * see, from the viewer's grants: so no list reads past what it must not show.
 */
function branches(query: HitQuery, shape: (branch: Branch) => Branch): Branch {
  const { viewer } = query;
  const open = () => shape(select(query, sql`s.is_public ${inTier(query)}`));
  if (viewer.kind === "anonymous") return open();
  // The granted are in no tier; they count with the first.
  if (query.tier?.without !== undefined) return open();
  const isVisible = visibleRepositories(viewer, LOWEST_LEVEL, query.now)(sql.ref("s.asset_id"));
  const namespaceIds = [...viewer.roles.keys()];
  const granted = sql`not s.is_public and s.asset_id in (
    select repository_id from repository_grants where namespace_id = any(${namespaceIds}::bigint[])
  ) and ${isVisible}`;
  return sql`(${open()}) union all (${shape(select(query, granted))})`;
}

function orderedBranches(query: HitQuery): Branch {
  return branches(
    query,
    (branch) => sql`select * from (${branch}) as branch ${afterPlace(query)}
    order by key desc, asset_id desc limit ${query.limit}`,
  );
}

function select(query: HitQuery, isReadable: RawBuilder<unknown>): Branch {
  const conditions = [
    sql`s.is_listed`,
    isReadable,
    query.kind && sql`s.kind = ${query.kind}`,
    query.namespaceId && sql`s.namespace_id = ${query.namespaceId}`,
    query.favouritesOf &&
      sql`s.asset_id in (select asset_id from favourites where account_id = ${query.favouritesOf})`,
    query.indexed && sql`s.doc @@ ${query.indexed}::tsquery`,
    // As a function call no index is used for it.
    query.checked && sql`ts_match_vq(s.doc, ${query.checked}::tsquery)`,
  ].filter((condition) => typeof condition === "object");
  return sql`select s.asset_id, ${orderKey(query)} as key from asset_search as s
    where ${sql.join(conditions, sql` and `)}`;
}

function inTier({ tier }: HitQuery): RawBuilder<unknown> {
  if (!tier) return sql``;
  const inside = tier.tier === undefined ? undefined : tierLexeme(tier.column, tier.tier);
  const outside = tier.without === undefined ? undefined : tierLexeme(tier.column, tier.without);
  return sql`${inside ? sql`and s.doc @@ ${quoteLexeme(inside)}::tsquery` : sql``}
    ${outside ? sql`and not s.doc @@ ${quoteLexeme(outside)}::tsquery` : sql``}`;
}

/** More than any document can have of everything else that counts. */
const TOGETHER = 3;

/**
 * Relevance: where and how close the words stand, times how well the card is filled in (DIS-2), and
 * a little for what many people use. A run of Chinese that stands together counts above all: its
 * characters far apart are other words.
 */
function orderKey({ order }: HitQuery): RawBuilder<unknown> {
  if ("column" in order) return sql`s.${sql.ref(order.column)}`;
  return sql`(
    ts_rank('{0.05, 0.1, 0.4, 1}', s.doc, ${order.relevanceOf}::tsquery)::float8
      * (1 + s.completeness / 100.0)
    + 0.01 * ln(1 + s.downloads + 10 * s.favourites)
    ${order.together === undefined ? sql`` : sql`+ case when ts_match_vq(s.doc, ${order.together}::tsquery) then ${TOGETHER}::int else 0 end`}
  )::float8`;
}

function afterPlace({ after, order }: HitQuery): RawBuilder<SqlBool> {
  if (!after) return sql``;
  const isTime = "column" in order && order.column === "updated_at";
  const isCount = "column" in order && order.column !== "trending";
  const type = sql.raw(isTime ? "timestamptz" : isCount ? "bigint" : "float8");
  return sql`where (key, asset_id) < (${after.key}::${type}, ${after.id}::bigint)`;
}

function facetsOf(hits: "hits" | "sample"): RawBuilder<unknown> {
  return sql`coalesce((select json_agg(f order by f.count desc, f.value) from (
    select facet, value, count(*)::int as count
    from ${sql.table(hits)} as h join assets on assets.id = h.asset_id
    cross join lateral (
      select 'task' as facet, unnest(tasks) as value
      union all select 'licence', unnest(licences)
      union all select 'language', unnest(languages)
      union all select 'framework', unnest(frameworks)
      union all select 'dataType', unnest(data_types)
      union all select 'category', unnest(category_path)
    ) as facets
    group by facet, value
  ) as f), '[]')`;
}
