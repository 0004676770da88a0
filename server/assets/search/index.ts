export { buildDocument, type SearchSource } from "./build-document.ts";
export { cardCompleteness, type CardPart } from "./completeness.ts";
export { findAssets } from "./find-assets.ts";
export type {
  FacetName,
  SearchAnswer,
  SearchFilters,
  SearchRequest,
  Sort,
} from "./search-request.ts";
export { removeSearchRow, type SearchRow, upsertSearchRow } from "./store/rows.ts";
export { refreshTiers } from "./store/tiers.ts";
