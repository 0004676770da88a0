import { z } from "zod";
import type { Database } from "../../platform/database/index.ts";
import { encodeCursor } from "../../platform/paging.ts";
import { type RankedColumn, TIER_FRACTIONS, tiersFrom } from "./filter-lexemes.ts";
import { presentFacets } from "./present-facets.ts";
import type { SearchLimits, SearchPlan } from "./plan-query.ts";
import type { SearchAnswer, SearchRequest, ValueCount } from "./search-request.ts";
import { collectHits, countHits, sampleFacets, streamHits } from "./store/hits.ts";
import type { HitQuery, Place } from "./store/matching-rows.ts";
import type { ShelfCounts } from "./store/shelf.ts";

/** Where the next page begins, and what the first page has found out for all of them. */
export const Cursor = z.object({
  key: z.union([z.string().max(40), z.number()]),
  id: z.number().int(),
  /** Pages go on through tiers: of the last hit, and of the first; null is none. */
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
  /** What was counted of the whole shelf, for lists of it. */
  shelf: ShelfCounts | undefined;
};

type Collected = Awaited<ReturnType<typeof collectHits>>;

type Found = {
  places: (Place & { tier?: number | undefined })[];
  total: SearchAnswer["total"];
  facets?: ValueCount[];
  /** What to multiply the counts of facets by, where they are those of a sample. */
  facetScale?: number;
};

/** Nothing but an order to follow: the page from a btree, the rest from what was counted before. */
export async function answerListing(search: Search): Promise<SearchAnswer> {
  const { db, cursor, limits, plan, shelf } = search;
  const expected = shelf?.count ?? plan.expectedMatches;
  if (cursor === null && expected <= limits.maxRows) {
    const hits = await collect(search, hitQuery(search), { from: "order" });
    if (hits.count <= limits.maxRows) return present(search, wholeOf(hits));
  }
  const places = await streamHits(db, hitQuery(search));
  if (cursor) return present(search, { places, total: cursor.total });
  const total = await countListing(search, expected);
  if (!wantsFacets(search)) return present(search, { places, total });
  if (shelf) return present(search, { places, total, facets: shelf.values });
  const sample = await sampleFacets(db, { ...hitQuery(search), limit: limits.maxFacetRows });
  const facetScale = total.value / Math.max(1, sample.sampled);
  return present(search, { places, total, facets: sample.facets, facetScale });
}

/** Counted as far as that takes next to no time. */
async function countListing(search: Search, expected: number): Promise<SearchAnswer["total"]> {
  const { db, limits } = search;
  const about = { value: Math.max(expected, limits.maxRows), isExact: false };
  // What is counted every ten minutes is not far off.
  if (expected > 2 * limits.maxCounted) return about;
  const counted = await countHits(db, { ...hitQuery(search), limit: limits.maxCounted + 1 });
  if (counted <= limits.maxCounted) return { value: counted, isExact: true };
  return { ...about, value: Math.max(expected, counted) };
}

/** Few enough to read, rank and count all of them; undefined where that turns out to be wrong. */
export async function answerWhole(search: Search): Promise<SearchAnswer | { atLeast: number }> {
  const { plan, cursor } = search;
  const hits = await collect(search, hitQuery(search));
  if (hits.count > plan.maxRows && cursor === null) return { atLeast: hits.count };
  return present(search, wholeOf(hits, cursor));
}

/** In the order of a column: from the smallest tier that fills the page, else by the order. */
export async function answerInOrder(search: Search): Promise<SearchAnswer> {
  const { db, request } = search;
  let first: Collected | undefined;
  for (const tier of tiersOf(search)) {
    if (tier === undefined) break;
    const hits = await collect(search, hitQuery(search, { tier }), { before: first });
    first ??= hits;
    if (hits.page.length <= request.limit) continue;
    const places = hits.page.map((place) => ({ ...place, tier }));
    return present(search, { places, ...summary(search, first) });
  }
  const places = await streamHits(db, hitQuery(search));
  if (first === undefined && wantsFacets(search)) first = await sampleInOrder(search);
  return present(search, { places, ...summary(search, first) });
}

/** Where nothing was collected, the first hits in order stand for all of them. */
async function sampleInOrder(search: Search): Promise<Collected> {
  const limit = search.limits.minCandidates;
  const { sampled, facets } = await sampleFacets(search.db, { ...hitQuery(search), limit });
  return { page: [], count: sampled, openCount: sampled, facets };
}

/**
 * By relevance: within the most downloaded first, tier by tier, and a page may reach over the end
 * of one. Of the last part, where nothing is known to be used much, no more than the row limit is
 * ranked.
 */
export async function answerByRelevance(search: Search): Promise<SearchAnswer> {
  const { cursor, request } = search;
  const places: Found["places"] = [];
  let first: Collected | undefined;
  const begun = cursor?.tier ?? undefined;
  const tiers = tiersFrom(cursor ? cursor.firstTier : (search.plan.tiers[0] ?? null));
  for (const [at, tier] of tiers.entries()) {
    if (at < (cursor ? tiers.indexOf(begun) : 0) || places.length > request.limit) continue;
    const query = hitQuery(search, { tier, without: tiers[at - 1] });
    const after = cursor && tier === begun ? query.after : undefined;
    const hits = await collect(search, { ...query, after }, { before: first });
    first ??= hits;
    places.push(...hits.page.map((place) => ({ ...place, tier })));
  }
  return present(search, { places, ...summary(search, first) });
}

/** In an order each tier holds the ones before it: a page begins where the last one ended. */
function tiersOf({ plan, cursor }: Search): (number | undefined)[] {
  return cursor ? tiersFrom(cursor.tier) : plan.tiers;
}

/** @param before what was collected already: its facets are those of the result. */
function collect(
  search: Search,
  query: HitQuery,
  {
    from = "documents",
    before,
  }: { from?: "documents" | "order"; before?: Collected | undefined } = {},
): Promise<Collected> {
  const { db, plan, limits } = search;
  const maxFacetRows = wantsFacets(search) && before === undefined ? limits.maxFacetRows : 0;
  return collectHits(db, query, { from, maxRows: plan.maxRows, maxFacetRows });
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
  const column: RankedColumn = "column" in order ? order.column : "downloads";
  return {
    viewer: request.viewer,
    now: request.now,
    kind: request.kind,
    favouritesOf: request.favouritesOf,
    indexed: plan.indexed,
    checked: plan.checked,
    order,
    tier: tier && { column, ...tier },
    after: cursor ?? undefined,
    limit: request.limit + 1,
  };
}

function wholeOf({ page, count, facets }: Collected, cursor: Cursor | null = null): Found {
  return { places: page, total: cursor?.total ?? { value: count, isExact: true }, facets };
}

function summary(
  search: Search,
  hits: Collected | undefined,
): Pick<Found, "total" | "facets" | "facetScale"> {
  const { cursor, limits } = search;
  if (cursor) return { total: cursor.total };
  const { count, facets } = hits ?? { count: 0, facets: [] };
  const total = { value: Math.max(expectedBy(hits, search), count), isExact: false };
  const sampled = Math.min(count, limits.maxFacetRows);
  return { total, facets, facetScale: total.value / Math.max(1, sampled) };
}

/** A tier is a sample: how many it holds says more than what the words are in all, one by one. */
function expectedBy(hits: Collected | undefined, { plan, limits }: Search): number {
  const [tier] = plan.tiers;
  const fraction = tier === undefined ? undefined : TIER_FRACTIONS[tier];
  const { count = 0, openCount = 0 } = hits ?? {};
  const isSample = count >= limits.minCandidates / 3 && count <= limits.maxRows;
  if (fraction === undefined || !isSample) return plan.expectedMatches;
  // What only this viewer may see is in no tier.
  return Math.round(openCount / fraction) + count - openCount;
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
    facets: presentFacets(facets, facetScale),
  };
}
