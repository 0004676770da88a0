import { z } from "zod";
import type { Database } from "../../platform/database/index.ts";
import { decodeCursor, encodeCursor } from "../../platform/paging.ts";
import { filterLexeme, type RankedColumn } from "./filter-lexemes.ts";
import { parseQuery } from "./parse-query.ts";
import { planQuery, SEARCH_LIMITS, type SearchLimits, type SearchPlan } from "./plan-query.ts";
import { allOf, anyOf, type QueryNode, renderQuery } from "./query-node.ts";
import {
  FACETS,
  type SearchAnswer,
  type SearchFilters,
  type SearchRequest,
} from "./search-request.ts";
import { getStatistics } from "./statistics.ts";
import {
  collectHits,
  countHits,
  type FacetCount,
  type HitQuery,
  type Place,
  sampleFacets,
  streamHits,
} from "./store/hits.ts";

const FACET_VALUES = 50;
const FACET_SAMPLE = 1000;

/** Where the next page begins, and what the first page has found out for all of them. */
const Cursor = z.object({
  key: z.union([z.string().max(40), z.number()]),
  id: z.number().int(),
  /** By relevance, pages go through tiers: the one of the last hit, and the one begun with. */
  tier: z.number().int().min(0).max(9).nullable(),
  firstTier: z.number().int().min(0).max(9).nullable(),
  total: z.number().int().min(0),
  isExact: z.boolean(),
});
type Cursor = z.infer<typeof Cursor>;

/**
 * DIS-1: one page of the listed assets that the viewer may see and that match the request, with the
 * total and the values to filter by. Pages neither repeat nor leave out an asset while others come
 * and go. Small results are exact; large ones are ranked within the best of an order and their
 * totals say so.
 */
export async function findAssets(
  db: Database,
  request: SearchRequest,
  limits: SearchLimits = SEARCH_LIMITS,
): Promise<SearchAnswer> {
  const cursor = decodeCursor(request.cursor, Cursor);
  const words = parseQuery(request.words ?? "");
  const sort = request.sort ?? "relevance";
  const isByRelevance = sort === "relevance" && words !== undefined;
  const plan = planQuery(
    {
      words,
      kind: request.kind && { lexeme: filterLexeme("kind", request.kind) },
      filters: filterNodes(request),
      isNarrow: request.namespaceId !== undefined || request.favouritesOf !== undefined,
      isByRelevance,
    },
    await getStatistics(db),
    limits,
  );
  const search = {
    db,
    request,
    plan,
    limits,
    cursor,
    order:
      isByRelevance && words
        ? { relevanceOf: renderQuery(words) }
        : { column: sortColumn(sort) },
  };
  if (plan.kind === "listing") return answerListing(search);
  return isByRelevance ? answerByRelevance(search) : answerInOrder(search);
}

type Search = {
  db: Database;
  request: SearchRequest;
  plan: SearchPlan;
  limits: SearchLimits;
  cursor: Cursor | null;
  order: HitQuery["order"];
};
type Total = SearchAnswer["total"];
