import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import type { SignedIn, Viewer } from "../../../accounts/index.ts";
import { visibleRepositories } from "../../../repositories/index.ts";
import { quoteLexeme } from "../build-document.ts";
import { type RankedColumn, tierLexeme } from "../filter-lexemes.ts";
import { typed } from "./tiers.ts";

/** The place of a row in its order: the value it is ordered by, as JSON, and its id. */
export type Place = { key: string | number; id: number };

export type HitQuery = {
  viewer: Viewer;
  now: Date;
  kind?: AssetKind | undefined;
  favouritesOf?: number | undefined;
  /** tsquery answered by the index, and one checked on the rows that it gives. */
  indexed?: string | undefined;
  checked?: string | undefined;
  /** A column, or the relevance for a tsquery; those that match `together` come before all others. */
  order: { column: RankedColumn } | { relevanceOf: string; together?: string | undefined };
  /** Of open assets only those of this tier, and not of the tier within it. */
  tier?: TierCondition | undefined;
  after?: Place | undefined;
  limit: number;
};

type TierCondition = {
  column: RankedColumn;
  tier: number | undefined;
  without?: number | undefined;
};

type Rows = RawBuilder<unknown>;
type Condition = RawBuilder<unknown> | undefined;

const LOWEST_LEVEL = 1;

/**
 * What everyone may see, from the indexes of open assets, together with what only this viewer may
 * see, from the viewer's grants: so no list reads past what it must not show. The rows have
 * `asset_id`, `key`, `facets` and `is_open`.
 *
 * Rows of the other table are looked up by key, one for each row found: a subquery with an offset
 * keeps PostgreSQL from reading a whole table for them where it expects too many.
 */
export function matchingRows(
  query: HitQuery,
  from: "documents" | "order",
  shape: (rows: Rows) => Rows,
): Rows {
  const { viewer } = query;
  if (query.favouritesOf !== undefined) return shape(favourites(query, query.favouritesOf));
  const open = shape(from === "documents" ? openByWords(query) : openInOrder(query));
  if (viewer.kind === "anonymous") return open;
  // The granted are in no tier; they count with the first.
  if (query.tier?.without !== undefined) return open;
  return sql`(${open}) union all (${shape(granted(query, viewer))})`;
}

function openByWords(query: HitQuery): Rows {
  return select(query, {
    from: sql`asset_search as s ${ranksOf(sql`s.asset_id`, query)}`,
    where: [
      sql`s.is_listed and s.is_public`,
      query.indexed && sql`s.doc @@ ${query.indexed}::tsquery`,
      query.checked && matches(query.checked),
      ...tierConditions(query),
    ],
  });
}

function openInOrder(query: HitQuery): Rows {
  const words = wordsOf(query);
  const document = sql`cross join lateral (select from asset_search as s
    where s.asset_id = r.asset_id ${words ? sql`and ${words}` : sql``} offset 0) as s`;
  return select(query, {
    from: sql`asset_ranks as r ${words ? document : sql``}`,
    where: [sql`r.is_open`, query.kind && sql`r.kind = ${query.kind}`],
  });
}

function favourites(query: HitQuery, accountId: number): Rows {
  const isVisible = visibleTo(query);
  return select(query, {
    from: sql`(select asset_id as id from favourites where account_id = ${accountId}) as f
      ${documentOf(query, sql`s.is_listed and (s.is_public or ${isVisible})`)}
      ${ranksOf(sql`f.id`, query)}`,
    where: [],
  });
}

function granted(query: HitQuery, viewer: SignedIn): Rows {
  const namespaceIds = [...viewer.roles.keys()];
  return select(query, {
    from: sql`(select distinct repository_id as id from repository_grants
        where namespace_id = any(${namespaceIds}::bigint[])) as f
      ${documentOf(query, sql`s.is_listed and not s.is_public and ${visibleTo(query)}`)}
      ${ranksOf(sql`f.id`, query)}`,
    where: [],
  });
}

function documentOf(query: HitQuery, isReadable: RawBuilder<unknown>): Rows {
  const words = wordsOf(query);
  return sql`cross join lateral (select * from asset_search as s
    where s.asset_id = f.id and ${isReadable} ${words ? sql`and ${words}` : sql``} offset 0) as s`;
}

function ranksOf(assetId: RawBuilder<unknown>, { kind }: HitQuery): Rows {
  const ofKind = kind === undefined ? sql`` : sql`and kind = ${kind}`;
  return sql`cross join lateral (select * from asset_ranks
    where asset_ranks.asset_id = ${assetId} ${ofKind} offset 0) as r`;
}

function select(
  query: HitQuery,
  { from, where }: { from: Rows; where: (Condition | string)[] },
): Rows {
  const conditions = where.filter((condition) => typeof condition === "object");
  const all = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
  return sql`select r.asset_id, ${orderKey(query)} as key, r.facets, r.is_open from ${from} where ${all}`;
}

/** The words and filters on a document that was found otherwise. */
function wordsOf({ indexed, checked }: HitQuery): Condition {
  const queries = [indexed, checked].filter((text) => text !== undefined);
  return queries.length === 0 ? undefined : sql.join(queries.map(matches), sql` and `);
}

/** As a function call no index is used for it. */
function matches(query: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`ts_match_vq(s.doc, ${query}::tsquery)`;
}

function visibleTo({ viewer, now }: HitQuery) {
  return visibleRepositories(viewer, LOWEST_LEVEL, now)(sql.ref("s.asset_id"));
}

/**
 * In an order a tier ends where its bound says: beyond it only some are marked, those that were in it
 * before. By relevance all that are marked will do.
 */
function tierConditions({ tier, order }: HitQuery): Condition[] {
  if (tier === undefined) return [];
  const { column, without } = tier;
  const isInOrder = "column" in order && tier.tier !== undefined;
  return [
    tier.tier !== undefined && sql`s.doc @@ ${quoteLexeme(tierLexeme(column, tier.tier))}::tsquery`,
    isInOrder &&
      sql`(r.${sql.ref(column)}, r.asset_id) >= (select ${typed(column, sql`value`)}, asset_id
        from tier_bounds where order_column = ${column} and tier = ${tier.tier})`,
    without !== undefined && sql`not s.doc @@ ${quoteLexeme(tierLexeme(column, without))}::tsquery`,
  ].filter((condition) => condition !== false);
}

/** More than any document can have of everything else that counts. */
const TOGETHER = 3;

/**
 * Relevance: where and how close the words stand, times how well the card is filled in (DIS-2), and
 * a little for what many people use. A run of Chinese that stands together counts above all: its
 * characters far apart are other words.
 */
function orderKey({ order }: HitQuery): RawBuilder<unknown> {
  if ("column" in order) return sql`r.${sql.ref(order.column)}`;
  const { together } = order;
  const bonus = together && sql`+ case when ${matches(together)} then ${TOGETHER}::int else 0 end`;
  return sql`(
    ts_rank('{0.05, 0.1, 0.4, 1}', s.doc, ${order.relevanceOf}::tsquery)::float8
      * (1 + s.completeness / 100.0)
    + 0.01 * ln(1 + r.downloads + 10 * r.favourites) ${bonus || sql``}
  )::float8`;
}

export function afterPlace({ after, order }: HitQuery): RawBuilder<SqlBool> {
  if (!after) return sql``;
  const key = "column" in order ? typed(order.column, after.key) : sql`${after.key}::float8`;
  return sql`where (key, asset_id) < (${key}, ${after.id}::bigint)`;
}
