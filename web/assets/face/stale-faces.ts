/** What shows the face of an asset. */
export const STALE_FACES = [
  "assets.get-asset",
  "assets.get-card",
  "assets.search-assets",
  "assets.list-own-assets",
  "assets.list-favourites",
  "assets.list-namespace-assets",
] as const;
