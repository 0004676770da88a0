import type { SORTS } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Viewer } from "../../accounts/index.ts";

/** `created`, the last made first, is asked for by hub clients alone. */
export type Sort = (typeof SORTS)[number] | "created";

export const FACETS = ["task", "licence", "language", "framework", "dataType", "category"] as const;
export type FacetName = (typeof FACETS)[number];

/** How many assets have a value, which is written as `facetValue` makes it. */
export type ValueCount = { value: string; count: number };

/** Filters whose values are alternatives; `tag` is the hub's: each of its values must match. */
export type SearchFilters = {
  [Name in FacetName | "hardware" | "tag"]?: readonly string[] | undefined;
};

export type SearchRequest = {
  viewer: Viewer;
  /** As typed; empty asks for everything. */
  words?: string | undefined;
  kind?: AssetKind | undefined;
  /** Only assets of this person or organisation. */
  namespaceId?: number | undefined;
  /** Only favourites of this account. */
  favouritesOf?: number | undefined;
  isOfficial?: boolean | undefined;
  isFeatured?: boolean | undefined;
  isGated?: boolean | undefined;
  filters?: SearchFilters | undefined;
  /** Without words there is no relevance: then it is `trending`. */
  sort?: Sort | undefined;
  cursor?: string | undefined;
  limit: number;
  now: Date;
  /** False: nobody asks for the values to filter by, and none are counted. */
  withFacets?: boolean;
};

export type SearchAnswer = {
  /** Internal ids in the order to show. */
  assetIds: number[];
  nextCursor: string | null;
  /** Counted where `isExact`, else "about". */
  total: { value: number; isExact: boolean };
  /** On the first page only; most frequent values first. */
  facets: Record<FacetName, { value: string; count: number }[]>;
};
