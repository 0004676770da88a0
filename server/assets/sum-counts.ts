import type { ListingState } from "#contract/assets/asset.ts";
import type { FilterCounts } from "#contract/assets/own.ts";
import type { AssetKind } from "#contract/fields.ts";

/** How many there are of one kind in one state. */
export type CountRow = { kind: string; state: string; count: number };
type Chosen = { kind?: AssetKind | undefined; state?: ListingState | undefined };

/** Each side counts what the filter of the other one leaves. */
export function sumCounts(rows: readonly CountRow[], chosen: Chosen = {}): FilterCounts {
  const counts: FilterCounts = { kinds: {}, states: {} };
  for (const row of rows) {
    const kind = row.kind as AssetKind;
    const state = row.state as ListingState;
    if (chosen.kind === undefined || kind === chosen.kind) {
      counts.states[state] = (counts.states[state] ?? 0) + row.count;
    }
    if (chosen.state === undefined || state === chosen.state) {
      counts.kinds[kind] = (counts.kinds[kind] ?? 0) + row.count;
    }
  }
  return counts;
}
