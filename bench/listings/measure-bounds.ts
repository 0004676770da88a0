import {
  RANKED_COLUMNS,
  type RankedColumn,
  TIER_FRACTIONS,
} from "#server/assets/search/filter-lexemes.ts";
import { type Bound, FIRST_ASSET, rankOf } from "./listing-rows.ts";
import { makeStanding } from "./make-listing.ts";

/**
 * Where the tiers of each order end among so many listings: known before any is written, so that no
 * document is written twice.
 */
export function measureBounds(count: number): Bound[] {
  const open: number[] = [];
  const ranks = new Map<RankedColumn, Float64Array>(
    RANKED_COLUMNS.map((column) => [column, new Float64Array(count)]),
  );
  for (let number = 0; number < count; number += 1) {
    const standing = makeStanding(number);
    if (!standing.isListed || !standing.isPublic) continue;
    for (const [column, values] of ranks) values[open.length] = rankOf(number, standing, column);
    open.push(number);
  }
  return [...ranks].flatMap(([column, values]) => {
    const ofOpen = values.subarray(0, open.length);
    const ascending = ofOpen.toSorted();
    return TIER_FRACTIONS.map((fraction, tier) => {
      const size = Math.ceil(open.length * fraction);
      const value = ascending.at(-size) ?? 0;
      const above = ascending.length - 1 - ascending.lastIndexOf(value);
      const place = placeOfTie(ofOpen, value, size - above);
      return { column, tier, value, assetId: FIRST_ASSET + (open[place] ?? 0) };
    });
  });
}

/** Where the nth of those with a value stands, counted from the end. */
function placeOfTie(values: Float64Array, value: number, nth: number): number {
  let left = nth;
  for (let place = values.length - 1; place >= 0; place -= 1) {
    if (values[place] === value && --left === 0) return place;
  }
  return 0;
}
