import { RANKED_COLUMNS, type RankedColumn, TIER_FRACTIONS, tierLexeme } from "./filter-lexemes.ts";

/**
 * In which tier of each order an asset is, as one number: three bits for each column of
 * RANKED_COLUMNS, the lowest for the first; 0 is no tier, 1 the smallest.
 */
export type TierCode = number;

const BITS = 3;
const MASK = 2 ** BITS - 1;

/** How far to the left the bits of an order stand. */
export function tierShift(column: RankedColumn): number {
  return RANKED_COLUMNS.indexOf(column) * BITS;
}

/** The same code with the asset in the smallest tier of these orders. */
export function inSmallestTier(code: TierCode, columns: readonly RankedColumn[]): TierCode {
  return columns.reduce(
    (changed, column) => (changed & ~(MASK << tierShift(column))) | (1 << tierShift(column)),
    code,
  );
}

/** Who is in a tier is in all larger ones too. */
export function tierLexemes(code: TierCode): string[] {
  return RANKED_COLUMNS.flatMap((column) => {
    const smallest = (code >> tierShift(column)) & MASK;
    const tiers = TIER_FRACTIONS.map((_, tier) => tier);
    return smallest === 0 ? [] : tiers.slice(smallest - 1).map((tier) => tierLexeme(column, tier));
  });
}
