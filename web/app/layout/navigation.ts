import type { AssetKind } from "#contract/kinds.ts";

/** Kinds with a place of their own in the top bar. */
export const MAIN_KINDS = [
  "model",
  "dataset",
  "algorithm",
  "notebook",
] as const satisfies AssetKind[];

/** Kinds below "More"; articles first, as what is read most. */
export const MORE_KINDS = [
  "article",
  "workflow",
  "image",
  "app",
  "skill",
  "solution",
  "case",
] as const satisfies AssetKind[];

/** Kinds that a person can create; articles and the like come with their own editors. */
export const CREATABLE_KINDS = [
  "model",
  "dataset",
  "algorithm",
  "notebook",
  "workflow",
  "image",
  "skill",
] as const satisfies AssetKind[];
