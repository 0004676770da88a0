import type { AssetKind } from "#contract/kinds.ts";

/** The word that hub clients know for a kind; others have no clients that open pull requests. */
const HUB_TYPES: Partial<Record<AssetKind, string>> = {
  model: "model",
  dataset: "dataset",
  app: "space",
};

export function hubTypeOf(kind: AssetKind): string | undefined {
  return HUB_TYPES[kind];
}

/** Of `hf` on the command line: its own default is a model. */
export function typeOption(type: string): string {
  return type === "model" ? "" : ` --repo-type ${type}`;
}
