import { ASSET_KINDS, type AssetKind } from "#contract/kinds.ts";
import { CREATABLE_KINDS } from "../app/layout/navigation.ts";

type Counts = Partial<Record<AssetKind, number>>;

/** ACC-9: the kinds that have their place in one's gallery even while there are none. */
export const ALWAYS_SHOWN: readonly AssetKind[] = [...CREATABLE_KINDS, "article", "case"];

/** How many there are in all. */
export function sumOf(counts: Partial<Record<string, number>>): number {
  return Object.values(counts).reduce<number>((sum, count = 0) => sum + count, 0);
}

/** The kinds that are always offered, and those of which there is something. */
export function shownKinds(counts: Counts, always: readonly AssetKind[]): AssetKind[] {
  return ASSET_KINDS.filter((kind) => always.includes(kind) || (counts[kind] ?? 0) > 0);
}
