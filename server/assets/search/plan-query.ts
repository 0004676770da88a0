import { TIER_FRACTIONS, tiersFrom } from "./filter-lexemes.ts";
import type { KnownLexemes } from "./known-lexemes.ts";
import { estimate, type Frequencies, type QueryNode, renderQuery } from "./query-node.ts";

/** What is known of the index without reading it. */
export type SearchStatistics = {
  /** How many assets the index holds. */
  documentCount: number;
  /** Whether tiers are kept: of few assets none are. */
  hasTiers: boolean;
  /** Undefined before the first statistics were gathered. */
  frequencies: Frequencies | undefined;
  /** The most frequent lexemes that begin so. */
  beginningWith?: KnownLexemes["beginningWith"];
};

export type SearchLimits = {
  /** Up to so many expected matches all are read, ranked and counted. */
  maxExactMatches: number;
  /** A tier must leave about so many candidates to rank. */
  minCandidates: number;
  /** A filter that holds for a greater part of the index is checked on the rows instead. */
  maxIndexedFrequency: number;
  /** Within a tier, of the rarest of all conditions. */
  maxRarestFrequency: number;
  /** Never are more rows than these read to rank and group them, where their number is known. */
  maxRows: number;
  /** Never are more than these, where it is not: one's favourites, or before there are statistics. */
  maxUnknownRows: number;
  /** Lists are counted as far as this. */
  maxCounted: number;
  /** Values to filter by are counted of so many hits. */
  maxFacetRows: number;
};

/** Measured on a million assets; see docs/decisions/0019-search-at-a-million.md. */
export const SEARCH_LIMITS: SearchLimits = {
  maxExactMatches: 1000,
  minCandidates: 300,
  maxIndexedFrequency: 0.2,
  maxRarestFrequency: 0.5,
  maxRows: 2000,
  maxUnknownRows: 20_000,
  maxCounted: 20_000,
  maxFacetRows: 1000,
};

export type SearchConditions = {
  /** What the user typed. */
  words: QueryNode | undefined;
  /** Lexeme of the kind that is looked for; as the only condition it is no work for the index. */
  kind: QueryNode | undefined;
  /** Filters, all of which must hold. */
  filters: QueryNode[];
  /** Something outside the document leaves few assets: one's favourites. */
  isNarrow: boolean;
  /** So many matches are known to be there, whatever the statistics say. */
  atLeast?: number;
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
  /** How many rows are read at most. */
  maxRows: number;
};

/**
 * Chooses the plan from the frequencies of the lexemes. Measured on a million assets: ranking all
 * matches of a frequent word takes a second, ranking those of one tier some milliseconds. Without
 * statistics everything is read, up to the row limit.
 */
export function planQuery(
  conditions: SearchConditions,
  { documentCount, frequencies, hasTiers }: SearchStatistics,
  limits: SearchLimits = SEARCH_LIMITS,
): SearchPlan {
  const { words, filters, isNarrow, atLeast = 0 } = conditions;
  const kind = conditions.kind ? [conditions.kind] : [];
  const nodes = [...(words ? partsOf(words) : []), ...kind, ...filters];
  const part = frequencies ? estimate({ all: nodes }, frequencies) : 1;
  const expectedMatches = Math.max(atLeast, Math.round(documentCount * part));
  const isListing = words === undefined && filters.length === 0;
  const everything = { indexed: isListing ? undefined : renderAll(nodes), checked: undefined };
  const untiered = { tiers: [undefined], expectedMatches, maxRows: limits.maxUnknownRows };

  if (isNarrow) return { kind: "exact", ...everything, ...untiered };
  if (isListing) return { kind: "listing", ...everything, ...untiered, maxRows: limits.maxRows };
  if (!frequencies && atLeast === 0) return { kind: "exact", ...everything, ...untiered };
  if (frequencies && expectedMatches <= limits.maxExactMatches) {
    const split = splitByFrequency(nodes, frequencies, limits);
    return { kind: "exact", ...split, ...untiered, maxRows: limits.maxRows };
  }
  const sufficient = TIER_FRACTIONS.findIndex(
    (fraction) => expectedMatches * fraction >= limits.minCandidates,
  );
  const tiers = tiersFrom(sufficient === -1 || !hasTiers ? null : sufficient);
  const split = frequencies ? splitWithinTier(nodes, frequencies, limits) : everything;
  return { kind: "tiered", ...split, tiers, expectedMatches, maxRows: limits.maxRows };
}

/**
 * A tier leaves few rows, so that most words are checked on them: the index reads a great part of
 * each frequent word's assets, however few the tier has. The rarest word alone it may read.
 */
function splitWithinTier(
  nodes: QueryNode[],
  frequencies: Frequencies,
  limits: SearchLimits,
): Pick<SearchPlan, "indexed" | "checked"> {
  const rarestFirst = nodes.toSorted((a, b) => estimate(a, frequencies) - estimate(b, frequencies));
  const isIndexed = (node: QueryNode) =>
    estimate(node, frequencies) <=
    (node === rarestFirst[0] ? limits.maxRarestFrequency : limits.maxIndexedFrequency);
  const indexed = nodes.filter(isIndexed);
  const checked = nodes.filter((node) => !isIndexed(node));
  return {
    indexed: indexed.length === 0 ? undefined : renderAll(indexed),
    checked: checked.length === 0 ? undefined : renderAll(checked),
  };
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

/** Conditions that must all hold, one by one. */
function partsOf(node: QueryNode): QueryNode[] {
  return "all" in node ? node.all : [node];
}

function renderAll(nodes: QueryNode[]): string {
  return renderQuery({ all: nodes });
}
