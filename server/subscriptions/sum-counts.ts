import type { AssetKind } from "#contract/fields.ts";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";

export type SubscriptionCounts = {
  kinds: Partial<Record<AssetKind, number>>;
  states: Record<SubscriptionState, number>;
};

type CountRow = { kind: string; state: SubscriptionState; count: number };
type Chosen = { kind?: AssetKind | undefined; state?: SubscriptionState | undefined };

/** Each side counts what the filter of the other one leaves. */
export function sumCounts(
  counted: readonly CountRow[],
  { kind, state }: Chosen = {},
): SubscriptionCounts {
  const counts: SubscriptionCounts = { kinds: {}, states: { active: 0, cancelled: 0, expired: 0 } };
  for (const row of counted) {
    const rowKind = row.kind as AssetKind;
    if (kind === undefined || rowKind === kind) counts.states[row.state] += row.count;
    if (state !== undefined && row.state !== state) continue;
    counts.kinds[rowKind] = (counts.kinds[rowKind] ?? 0) + row.count;
  }
  return counts;
}
