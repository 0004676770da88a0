import {
  type FilterName,
  FILTERS,
  type FlagName,
  FLAGS,
  type ListSearch,
  withWords,
} from "./list-search.ts";

/** A search that finds more, and what of the narrower one it does without. */
export type WiderSearch = { without: FilterName | FlagName | "words"; search: ListSearch };

/** A search with one condition dropped, for each that it has: all values of a filter are one. */
export function widerSearches(search: ListSearch): WiderSearch[] {
  const { filters, flags, q } = search;
  return [
    ...FILTERS.filter((name) => filters[name].length > 0).map((name) => ({
      without: name,
      search: { ...search, filters: { ...filters, [name]: [] } },
    })),
    ...FLAGS.filter((name) => flags[name]).map((name) => ({
      without: name,
      search: { ...search, flags: { ...flags, [name]: false } },
    })),
    ...(q === "" ? [] : [{ without: "words" as const, search: withWords(search, "") }]),
  ];
}
