/** What shows the tree or its names. */
export const STALE_TREE = [
  "assets.list-categories",
  "assets.count-category-uses",
  "assets.search-assets",
  "assets.get-asset",
] as const;
