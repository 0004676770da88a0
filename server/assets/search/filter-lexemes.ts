/**
 * What can be filtered by, and the prefix of its lexemes in a search document. No word of a text has
 * a colon, so they never meet.
 */
const PREFIXES = {
  kind: "k",
  task: "t",
  licence: "l",
  language: "g",
  framework: "f",
  hardware: "h",
  dataType: "d",
  category: "c",
  /** The id of the person's or organisation's namespace. */
  owner: "o",
  /** A flat tag as the hub's clients know it, e.g. `license:mit` or `dataset:squad`. */
  tag: "x",
  /** `official`, `featured`, `gated`. */
  mark: "m",
} as const;

export type FilterName = keyof typeof PREFIXES;

export function filterLexeme(name: FilterName, value: string): string {
  return `${PREFIXES[name]}:${value.toLowerCase().slice(0, 200).toWellFormed()}`;
}

/** A value of a filter as it is counted beside a result: spelt as it is, behind the same prefix. */
export function facetValue(name: FilterName, value: string): string {
  return `${PREFIXES[name]}:${value}`;
}

/** How long the beginnings of title words are that the index knows as lexemes of their own. */
export const PREFIX_LENGTHS = [3, 4] as const;

/** The lexeme of all title words that begin with these letters. */
export function prefixLexeme(letters: string): string {
  return `p:${letters}`;
}

/**
 * The orders of the search, by the column that holds the value. Ids grow with time: their order is
 * that of creation. Where the tiers of each stand in a code depends on its place here.
 */
export const RANKED_COLUMNS = [
  "updated_at",
  "downloads",
  "favourites",
  "subscriptions",
  "trending",
  "published_at",
  "asset_id",
] as const;
export type RankedColumn = (typeof RANKED_COLUMNS)[number];

/** The part of all open assets that a tier holds, from the smallest to the largest. */
export const TIER_FRACTIONS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3] as const;

/** A tier and all larger ones, ending with everything; null begins with everything. */
export function tiersFrom(first: number | null): (number | undefined)[] {
  const tiers = TIER_FRACTIONS.map((_, tier) => tier);
  return [...(first === null ? [] : tiers.slice(first)), undefined];
}

/** Marks the assets in the best `TIER_FRACTIONS[tier]` of an order. */
export function tierLexeme(column: RankedColumn, tier: number): string {
  return `tier:${column}:${tier}`;
}
