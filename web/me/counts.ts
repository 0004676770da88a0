import { ASSET_KINDS, type AssetKind } from "#contract/kinds.ts";

type Counts = Partial<Record<AssetKind, number>>;

export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The kinds that are always offered, and those of which there is something. */
export function shownKinds(counts: Counts, always: readonly AssetKind[]): AssetKind[] {
  return ASSET_KINDS.filter((kind) => always.includes(kind) || (counts[kind] ?? 0) > 0);
}
