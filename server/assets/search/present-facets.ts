import { facetValue } from "./filter-lexemes.ts";
import { type FacetName, FACETS, type SearchAnswer, type ValueCount } from "./search-request.ts";

/** Values shown of one facet. */
const MAX_VALUES = 50;
/** Of a tree, whose upper part is always among the most frequent. */
const MAX_CATEGORIES = 500;

/** @param scale what to multiply by, where the counts are those of a sample. */
export function presentFacets(counts: readonly ValueCount[], scale: number) {
  return Object.fromEntries(
    FACETS.map((name) => [name, valuesOf(name, counts, scale)]),
  ) as SearchAnswer["facets"];
}

function valuesOf(name: FacetName, counts: readonly ValueCount[], scale: number) {
  const prefix = facetValue(name, "");
  return counts
    .filter(({ value }) => value.startsWith(prefix))
    .slice(0, name === "category" ? MAX_CATEGORIES : MAX_VALUES)
    .map(({ value, count }) => ({
      value: value.slice(prefix.length),
      count: Math.max(count, Math.round(count * scale)),
    }));
}
