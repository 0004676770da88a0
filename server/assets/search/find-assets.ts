import type { Database } from "../../platform/database/index.ts";
import { decodeCursor } from "../../platform/paging.ts";
import {
  answerByRelevance,
  answerInOrder,
  answerListing,
  answerWhole,
  Cursor,
  type Search,
} from "./answer-search.ts";
import { filterLexeme, type RankedColumn } from "./filter-lexemes.ts";
import { parseQuery, parseRuns } from "./parse-query.ts";
import { planQuery, SEARCH_LIMITS, type SearchLimits } from "./plan-query.ts";
import { allOf, anyOf, type QueryNode, renderQuery } from "./query-node.ts";
import { resolveBeginnings } from "./resolve-beginnings.ts";
import type { SearchAnswer, SearchFilters, SearchRequest, Sort } from "./search-request.ts";
import { getShelf, getStatistics } from "./statistics.ts";

/**
 * DIS-1: one page of the listed assets that the viewer may see and that match the request, with the
 * total and the values to filter by. Pages neither repeat nor leave out an asset while others come
 * and go. Small results are exact; large ones are ranked within the best of an order, and their
 * totals say so.
 */
export async function findAssets(
  db: Database,
  request: SearchRequest,
  limits: SearchLimits = SEARCH_LIMITS,
): Promise<SearchAnswer> {
  const cursor = decodeCursor(request.cursor, Cursor);
  const statistics = await getStatistics(db);
  const typed = parseQuery(request.words ?? "");
  const words = typed && resolveBeginnings(typed, statistics, limits);
  const sort = request.sort ?? "relevance";
  const isByRelevance = sort === "relevance" && words !== undefined;
  const conditions = {
    words,
    kind: request.kind && { lexeme: filterLexeme("kind", request.kind) },
    filters: filterNodes(request),
    isNarrow: request.favouritesOf !== undefined,
  };
  const plan = planQuery(conditions, statistics, limits);
  const runs = parseRuns(request.words ?? "");
  const order = isByRelevance
    ? { relevanceOf: renderQuery(words), together: runs && renderQuery(runs) }
    : { column: columnOf(sort) };
  const shelf = plan.kind === "listing" ? await getShelf(db, request.kind) : undefined;
  const search: Search = { db, request, plan, limits, cursor, order, shelf };
  if (plan.kind === "listing") return answerListing(search);
  const isWhole = cursor ? cursor.total.isExact : plan.kind === "exact";
  const answer = isWhole ? await answerWhole(search) : { atLeast: 0 };
  if ("assetIds" in answer) return answer;
  const tiered = { ...search, plan: planQuery({ ...conditions, ...answer }, statistics, limits) };
  return isByRelevance ? answerByRelevance(tiered) : answerInOrder(tiered);
}

function columnOf(sort: Sort): RankedColumn {
  switch (sort) {
    case "created":
      return "asset_id";
    case "newest":
      return "published_at";
    case "updated":
      return "updated_at";
    case "downloads":
    case "favourites":
    case "subscriptions":
      return sort;
    case "relevance":
    case "trending":
      return "trending";
  }
}

/** Values of one filter are alternatives; those of `tag` must all match, as the hub has it. */
function filterNodes({
  filters = {},
  isOfficial,
  isFeatured,
  isGated,
  namespaceId,
}: SearchRequest): QueryNode[] {
  const nodes: QueryNode[] = [];
  for (const [name, values] of Object.entries(filters) as [
    keyof SearchFilters,
    readonly string[] | undefined,
  ][]) {
    const [first, ...rest] = (values ?? []).map((value) => ({ lexeme: filterLexeme(name, value) }));
    if (first) nodes.push(name === "tag" ? allOf([first, ...rest]) : anyOf([first, ...rest]));
  }
  if (namespaceId !== undefined) nodes.push({ lexeme: filterLexeme("owner", String(namespaceId)) });
  if (isOfficial) nodes.push({ lexeme: filterLexeme("mark", "official") });
  if (isFeatured) nodes.push({ lexeme: filterLexeme("mark", "featured") });
  if (isGated) nodes.push({ lexeme: filterLexeme("mark", "gated") });
  return nodes;
}
