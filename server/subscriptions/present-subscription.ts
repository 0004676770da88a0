import type { AssetKind } from "#contract/fields.ts";
import type { DurationUnit } from "#contract/publishing/duration.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type { Subscription, SubscriptionState } from "#contract/subscriptions/subscription.ts";
import { requireAccount } from "../accounts/index.ts";
import { summariseAssets } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import { daysLeft, stateAt } from "./rules.ts";
import { getOwn, type OwnRow } from "./store/own.ts";
import type { SubscriptionRow } from "./store/rows.ts";

/** One of the viewer's own, as it stands now. */
export async function presentOwn(ctx: RequestContext, publicId: string): Promise<Subscription> {
  const viewer = requireAccount(ctx);
  const row = await getOwn(ctx.db, { viewer, now: ctx.now(), publicId });
  const [subscription] = await presentSubscriptions(ctx, [row]);
  if (subscription === undefined) throw new Error(`subscription ${publicId} is not there`);
  return subscription;
}

/** The assets are read once for all of them, as far as the viewer sees them. */
export async function presentSubscriptions(
  ctx: RequestContext,
  rows: readonly OwnRow[],
): Promise<Subscription[]> {
  const { accountId } = requireAccount(ctx);
  const visible = rows.filter((row) => row.is_visible).map((row) => row.asset_id);
  const assets = await summariseAssets(ctx.db, visible, accountId);
  return rows.map((row) => {
    const quota = presentQuota(row, ctx.now());
    const kind = row.kind as AssetKind;
    return {
      ...quota,
      id: row.public_id,
      address: { kind, owner: row.owner_name, name: row.name },
      asset: assets.get(row.asset_id) ?? null,
      cancelledAt: row.cancelled_at?.toISOString() ?? null,
      abilities: {
        cancel: quota.state === "active" && isCancellable(kind),
        retrieve: quota.state === "cancelled",
      },
    };
  });
}

/** DIS-6: a skill runs on the channels it was given to. */
export function isCancellable(kind: AssetKind): boolean {
  return kind !== "skill";
}

/** What both sides of a subscription are told. */
export function presentQuota(row: SubscriptionRow, now: Date) {
  const { ends_at: endsAt } = row;
  return {
    state: stateAt({ state: row.state as SubscriptionState, endsAt }, now),
    version: row.version,
    terms: termsOf(row),
    startsAt: row.starts_at.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    daysLeft: daysLeft(endsAt, now),
    renewals: row.renewals,
  };
}

function termsOf({ duration_count, duration_unit, channels, renews }: SubscriptionRow): Terms {
  const duration =
    duration_count === null ? null : { count: duration_count, unit: duration_unit as DurationUnit };
  return { duration, channels, renews };
}
