/** The kinds of assets as plain data, so that a page can know them without loading schemas. */
export const ASSET_KINDS = [
  "model",
  "dataset",
  "algorithm",
  "notebook",
  "workflow",
  "image",
  "skill",
  "app",
  "article",
  "case",
  "solution",
] as const;

export type AssetKind = (typeof ASSET_KINDS)[number];

/** The plural that addresses use: `/datasets/…`, `/api/datasets/…`. */
export const KIND_PLURALS = {
  model: "models",
  dataset: "datasets",
  algorithm: "algorithms",
  notebook: "notebooks",
  workflow: "workflows",
  image: "images",
  skill: "skills",
  app: "apps",
  article: "articles",
  case: "cases",
  solution: "solutions",
} as const satisfies Record<AssetKind, string>;
