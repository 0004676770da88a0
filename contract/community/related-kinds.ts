import type { AssetKind } from "../kinds.ts";

/** COM-2: which kinds are related to one another, in either order. */
const PAIRS: readonly (readonly [AssetKind, AssetKind])[] = [
  ["algorithm", "dataset"],
  ["notebook", "dataset"],
  ["model", "dataset"],
  ["model", "model"],
];

/** COM-4: what a case is made with; it is a case of all of these. */
const OF_CASE: readonly AssetKind[] = [
  "model",
  "dataset",
  "algorithm",
  "notebook",
  "workflow",
  "image",
  "skill",
  "app",
  "solution",
];

/** COM-2: the kinds to which an asset of this kind is linked; none for an article. */
export function relatedKindsOf(kind: AssetKind): AssetKind[] {
  if (kind === "case") return [...OF_CASE];
  const kinds = PAIRS.flatMap(([one, other]) => {
    if (one === kind) return [other];
    return other === kind ? [one] : [];
  });
  return OF_CASE.includes(kind) ? [...kinds, "case"] : kinds;
}

/** COM-2: whether assets of these kinds may be linked; the order does not matter. */
export function mayBeRelated(one: AssetKind, other: AssetKind): boolean {
  return relatedKindsOf(one).includes(other);
}
