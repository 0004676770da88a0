import { useNavigate, useSearch } from "@tanstack/react-router";
import type { InputOf } from "#sdk/index.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { listOf, oneOf, type SearchParams } from "../../app/search-params.ts";

/** Filters with several values, as they stand in the address. */
export const FILTERS = [
  "task",
  "licence",
  "language",
  "framework",
  "dataType",
  "hardware",
  "category",
] as const;
export type FilterName = (typeof FILTERS)[number];

export const FLAGS = ["official", "featured", "favourite"] as const;
export type FlagName = (typeof FLAGS)[number];

export const SORT_ORDERS = [
  "trending",
  "newest",
  "updated",
  "downloads",
  "favourites",
  "subscriptions",
] as const;
export type SortOrder = (typeof SORT_ORDERS)[number] | "relevance";

/** Longer words are cut: the search reads no more. In UTF-16 units. */
export const MAX_WORDS = 200;

/** What a list's address says. */
export type ListSearch = {
  q: string;
  filters: Record<FilterName, string[]>;
  flags: Record<FlagName, boolean>;
  sort: SortOrder;
};

/** Reads an address; unknown values fall back, so that an old link still opens. */
export function readListSearch(params: SearchParams): ListSearch {
  const q = oneOf(params.q)?.slice(0, MAX_WORDS).toWellFormed().trim() ?? "";
  const orders: readonly SortOrder[] = q === "" ? SORT_ORDERS : ["relevance", ...SORT_ORDERS];
  const wanted = oneOf(params.sort);
  return {
    q,
    filters: {
      task: listOf(params.task),
      licence: listOf(params.licence),
      language: listOf(params.language),
      framework: listOf(params.framework),
      dataType: listOf(params.dataType),
      hardware: listOf(params.hardware),
      category: listOf(params.category),
    },
    flags: {
      official: params.official === "true",
      featured: params.featured === "true",
      favourite: params.favourite === "true",
    },
    sort: orders.find((order) => order === wanted) ?? orders[0] ?? "trending",
  };
}

/** The inverse of `readListSearch`; what is the default is left out. */
export function writeListSearch({ q, filters, flags, sort }: ListSearch): SearchParams {
  const params: SearchParams = {};
  if (q !== "") params.q = q;
  for (const name of FILTERS) if (filters[name].length > 0) params[name] = filters[name];
  for (const name of FLAGS) if (flags[name]) params[name] = "true";
  if (sort !== (q === "" ? "trending" : "relevance")) params.sort = sort;
  return params;
}

export function countFilters({ filters, flags }: ListSearch): number {
  const values = FILTERS.reduce((sum, name) => sum + filters[name].length, 0);
  return values + FLAGS.filter((name) => flags[name]).length;
}

export function withoutFilters(search: ListSearch): ListSearch {
  return { ...readListSearch({}), q: search.q, sort: search.sort };
}

/** Other words: with them the best match comes first, unless another order was chosen. */
export function withWords(search: ListSearch, q: string): ListSearch {
  const wasDefault = search.sort === (search.q === "" ? "trending" : "relevance");
  if (wasDefault) return { ...search, q, sort: q === "" ? "trending" : "relevance" };
  return { ...search, q };
}

/** What the search endpoint is asked. */
export function toAssetQuery(
  { q, filters, flags, sort }: ListSearch,
  kind: AssetKind | undefined,
): NonNullable<InputOf<"assets.search-assets">["query"]> {
  return {
    ...(q === "" ? {} : { q }),
    ...(kind === undefined ? {} : { kind }),
    ...Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length > 0)),
    ...Object.fromEntries(
      Object.entries(flags).flatMap(([name, on]) => (on ? [[name, "true"]] : [])),
    ),
    sort,
  };
}

/** The list's state is its address: `change` goes there. Typing replaces, choosing adds a step. */
export function useListSearch(): {
  search: ListSearch;
  change: (next: ListSearch, isTyping?: boolean) => void;
} {
  const params = useSearch({ strict: false }) as SearchParams;
  const navigate = useNavigate();
  return {
    search: readListSearch(params),
    change: (next, isTyping = false) => {
      const kind = params.kind === undefined ? {} : { kind: params.kind };
      void navigate({
        to: ".",
        search: { ...kind, ...writeListSearch(next) },
        replace: isTyping,
        resetScroll: false,
      } as Parameters<typeof navigate>[0]);
    },
  };
}
