import { TIER_FRACTIONS, tiersFrom } from "./filter-lexemes.ts";
import { estimate, type Frequencies, type QueryNode, renderQuery } from "./query-node.ts";

/** What is known of the index without reading it. */
export type SearchStatistics = {
  /** How many assets the index holds. */
  documentCount: number;
  /** Undefined before the first statistics were gathered. */
  frequencies: Frequencies | undefined;
};

export type SearchLimits = {
  /** Up to so many expected matches all are read, ranked and counted. */
  maxExactMatches: number;
  /** A tier must leave about so many candidates to rank. */
  minCandidates: number;
  /** A filter that holds for a greater part of the index is checked on the rows instead. */
  maxIndexedFrequency: number;
  /** Never are more rows than these read to rank, count or group them. */
  maxRows: number;
};

export const SEARCH_LIMITS: SearchLimits = {
  maxExactMatches: 4000,
  minCandidates: 400,
  maxIndexedFrequency: 0.2,
  maxRows: 20_000,
};

export type SearchConditions = {
  /** What the user typed. */
  words: QueryNode | undefined;
  /** Lexeme of the kind that is looked for; as the only condition it is no work for the index. */
  kind: QueryNode | undefined;
  /** Filters, all of which must hold. */
  filters: QueryNode[];
  /** Something outside the document leaves few assets, such as one owner or one's favourites. */
  isNarrow: boolean;
  /** By relevance every tier is ranked by itself; other orders go on where the first tier ends. */
  isByRelevance: boolean;
};

/**
 * How to answer a search.
 *
 * `listing`: nothing but the order to follow, from a btree. `exact`: read every match, rank, count
 * and group them all. `tiered`: too many matches to rank; take the best by order first, tier by
 * tier from the smallest that should do, `undefined` being no tier.
 */
export type SearchPlan = {
  kind: "listing" | "exact" | "tiered";
  /** tsquery answered by the index. */
  indexed: string | undefined;
  /** tsquery checked on the rows that the index gives. */
  checked: string | undefined;
  tiers: (number | undefined)[];
  /** How many assets are expected to match, by what is known of the index. */
  expectedMatches: number;
};

/**
 * Chooses the plan from the frequencies of the lexemes. Measured on a million assets: ranking all
 * matches of a frequent word takes a second, ranking those of one tier some milliseconds. Without
 * statistics everything is read, up to the row limit.
 */
export function planQuery(
  conditions: SearchConditions,
  { documentCount, frequencies }: SearchStatistics,
  limits: SearchLimits = SEARCH_LIMITS,
): SearchPlan {
  const { words, filters, isNarrow } = conditions;
  const kind = conditions.kind ? [conditions.kind] : [];
  const nodes = [...(words ? [words] : []), ...kind, ...filters];
  const part = frequencies ? estimate({ all: nodes }, frequencies) : 1;
  const expectedMatches = Math.round(documentCount * part);
  const isListing = words === undefined && filters.length === 0;
  const everything = { indexed: isListing ? undefined : renderAll(nodes), checked: undefined };
  const untiered = { tiers: [undefined], expectedMatches };

  if (isListing) return { kind: isNarrow ? "exact" : "listing", ...everything, ...untiered };
  if (!frequencies || isNarrow) return { kind: "exact", ...everything, ...untiered };
  if (expectedMatches <= limits.maxExactMatches) {
    return { kind: "exact", ...splitByFrequency(nodes, frequencies, limits), ...untiered };
  }
  const sufficient = TIER_FRACTIONS.findIndex(
    (fraction) => expectedMatches * fraction >= limits.minCandidates,
  );
  const first = sufficient === -1 ? null : sufficient;
  const tiers = conditions.isByRelevance || first === null ? tiersFrom(first) : [first, undefined];
  return { kind: "tiered", ...everything, tiers, expectedMatches };
}

/** Frequent conditions cost the index more than they save, as long as something rarer is left. */
function splitByFrequency(
  nodes: QueryNode[],
  frequencies: Frequencies,
  limits: SearchLimits,
): { indexed: string; checked: string | undefined } {
  const { frequent = [], rare = [] } = Object.groupBy(nodes, (node) =>
    estimate(node, frequencies) > limits.maxIndexedFrequency ? "frequent" : "rare",
  );
  return rare.length === 0 || frequent.length === 0
    ? { indexed: renderAll(nodes), checked: undefined }
    : { indexed: renderAll(rare), checked: renderAll(frequent) };
}

function renderAll(nodes: QueryNode[]): string {
  return renderQuery({ all: nodes });
}
