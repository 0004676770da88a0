import { z } from "zod";
import type { Database } from "../../platform/database/index.ts";
import { encodeCursor } from "../../platform/paging.ts";
import {
  type OrderColumn,
  type RankedColumn,
  RANKED_COLUMNS,
  tiersFrom,
} from "./filter-lexemes.ts";
import type { SearchLimits, SearchPlan } from "./plan-query.ts";
import { type FacetName, FACETS, type SearchAnswer, type SearchRequest } from "./search-request.ts";
import {
  collectHits,
  countHits,
  type FacetCount,
  type HitQuery,
  type Place,
  sampleFacets,
  streamHits,
} from "./store/hits.ts";

/** Values shown of one facet. */
const MAX_FACET_VALUES = 50;
/** Of a tree, whose upper part is always among the most frequent. */
const MAX_FACET_CATEGORIES = 500;

/** Where the next page begins, and what the first page has found out for all of them. */
export const Cursor = z.object({
  key: z.union([z.string().max(40), z.number()]),
  id: z.number().int(),
  /** By relevance pages go on through tiers: of the last hit, and of the first; null is none. */
  tier: z.number().int().min(0).max(9).nullable(),
  firstTier: z.number().int().min(0).max(9).nullable(),
  total: z.object({ value: z.number().int().min(0), isExact: z.boolean() }),
});
export type Cursor = z.infer<typeof Cursor>;

export type Search = {
  db: Database;
  request: SearchRequest;
  plan: SearchPlan;
  limits: SearchLimits;
  cursor: Cursor | null;
  order: HitQuery["order"];
};

type Found = {
  places: (Place & { tier?: number | undefined })[];
  total: SearchAnswer["total"];
  facets?: FacetCount[];
  /** What to multiply the counts of facets by, where they are those of a sample. */
  facetScale?: number;
};

/** Nothing but an order to follow: the page from a btree, the rest from counting and sampling. */
export async function answerListing(search: Search): Promise<SearchAnswer> {
  const { db, cursor, limits } = search;
  const places = await streamHits(db, hitQuery(search));
  if (cursor) return present(search, { places, total: cursor.total });
  const counted = await countHits(db, { ...hitQuery(search), limit: limits.maxRows + 1 });
  const total = totalOf(search, counted);
  if (!wantsFacets(search)) return present(search, { places, total });
  const sample = await sampleFacets(db, { ...hitQuery(search), limit: limits.maxExactMatches });
  const facetScale = total.value / Math.max(1, sample.sampled);
  return present(search, { places, total, facets: sample.facets, facetScale });
}

/** In the order of a column: from the smallest tier that should do, else by following the order. */
export async function answerInOrder(search: Search): Promise<SearchAnswer> {
  const { db, plan, limits, request } = search;
  const [firstTier] = plan.tiers;
  const query = hitQuery(search, firstTier === undefined ? undefined : { tier: firstTier });
  const hits = await collectHits(db, query, {
    maxRows: limits.maxRows,
    withFacets: wantsFacets(search),
  });
  const isWhole = hits.count <= limits.maxRows && firstTier === undefined;
  const isEnough = isWhole || (firstTier !== undefined && hits.page.length > request.limit);
  const places = isEnough ? hits.page : await streamHits(db, hitQuery(search));
  return present(search, { places, ...summary(search, hits) });
}

/**
 * By relevance: within the most downloaded first, tier by tier, and a page may reach over the end
 * of one. Of the last part, where nothing is known to be used much, no more than the row limit is
 * ranked.
 */
export async function answerByRelevance(search: Search): Promise<SearchAnswer> {
  const { db, plan, cursor, limits, request } = search;
  // Later pages keep to the tiers of the first, whatever the statistics say by then.
  const tiers = cursor ? tiersFrom(cursor.firstTier) : plan.tiers;
  const begun = cursor ? tiers.indexOf(cursor.tier ?? undefined) : 0;
  const places: Found["places"] = [];
  let first: Awaited<ReturnType<typeof collectHits>> | undefined;
  for (const [at, tier] of tiers.entries()) {
    if (at < begun || places.length > request.limit) continue;
    const query = hitQuery(search, { tier, without: tiers[at - 1] });
    const hits = await collectHits(
      db,
      { ...query, after: at === begun ? query.after : undefined },
      { maxRows: limits.maxRows, withFacets: wantsFacets(search) && first === undefined },
    );
    first ??= hits;
    places.push(...hits.page.map((place) => ({ ...place, tier })));
  }
  return present(search, { places, ...summary(search, first ?? { count: 0, facets: [] }) });
}

/** The first page has them for all of them. */
function wantsFacets({ cursor, request }: Search): boolean {
  return cursor === null && request.withFacets !== false;
}

function hitQuery(
  search: Search,
  tier?: { tier: number | undefined; without?: number | undefined },
): HitQuery {
  const { request, plan, cursor, order } = search;
  const column = "column" in order ? rankedColumn(order.column) : "downloads";
  return {
    viewer: request.viewer,
    now: request.now,
    kind: request.kind,
    namespaceId: request.namespaceId,
    favouritesOf: request.favouritesOf,
    indexed: plan.indexed,
    checked: plan.checked,
    order,
    tier: tier && { column, ...tier },
    after: cursor ?? undefined,
    limit: request.limit + 1,
  };
}

/** Where no tiers are kept of an order, none is asked for either. */
function rankedColumn(column: OrderColumn): RankedColumn {
  return RANKED_COLUMNS.find((ranked) => ranked === column) ?? "trending";
}

function summary(
  search: Search,
  hits: { count: number; facets: FacetCount[] },
): Pick<Found, "total" | "facets" | "facetScale"> {
  const { plan, cursor } = search;
  if (cursor) return { total: cursor.total };
  const total =
    plan.kind === "exact"
      ? totalOf(search, hits.count)
      : { value: Math.max(plan.expectedMatches, hits.count), isExact: false };
  return { total, facets: hits.facets, facetScale: total.value / Math.max(1, hits.count) };
}

function totalOf({ plan, limits }: Search, counted: number): SearchAnswer["total"] {
  const isExact = counted <= limits.maxRows;
  return { value: isExact ? counted : Math.max(plan.expectedMatches, counted), isExact };
}

function present({ request, plan, cursor }: Search, found: Found): SearchAnswer {
  const firstTier = cursor ? cursor.firstTier : (plan.tiers[0] ?? null);
  const { places, total, facets = [], facetScale = 1 } = found;
  const shown = places.slice(0, request.limit);
  const last = shown.at(-1);
  const next: Cursor | undefined =
    last && places.length > request.limit
      ? { key: last.key, id: last.id, tier: last.tier ?? null, firstTier, total }
      : undefined;
  return {
    assetIds: shown.map(({ id }) => id),
    nextCursor: next ? encodeCursor(next) : null,
    total,
    facets: Object.fromEntries(
      FACETS.map((name) => [name, facetValues(facets, name, facetScale)]),
    ) as SearchAnswer["facets"],
  };
}

function facetValues(facets: FacetCount[], name: FacetName, scale: number) {
  return facets
    .filter(({ facet }) => facet === name)
    .slice(0, name === "category" ? MAX_FACET_CATEGORIES : MAX_FACET_VALUES)
    .map(({ value, count }) => ({ value, count: Math.max(count, Math.round(count * scale)) }));
}
