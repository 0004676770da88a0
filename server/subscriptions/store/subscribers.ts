import { sql } from "kysely";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";
import type { Database } from "../../platform/database/index.ts";
import { isLive, selectRows, stateAt, type SubscriptionRow } from "./rows.ts";

type SubscriberFilter = { assetId: number; now: Date; state?: SubscriptionState | undefined };

/** Newest first; one more than the limit. */
export function listOfAsset(
  db: Database,
  filter: SubscriberFilter & { after: number | null; limit: number },
): Promise<SubscriptionRow[]> {
  const { assetId, now, state, after, limit } = filter;
  let query = selectRows(db).where("asset_id", "=", assetId);
  if (state !== undefined) query = query.where(stateAt(now), "=", state);
  if (after !== null) query = query.where("id", "<", after);
  return query
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
}

export async function countOfAsset(
  db: Database,
  { assetId, now }: SubscriberFilter,
): Promise<Record<SubscriptionState, number>> {
  const rows = await db
    .selectFrom("subscriptions")
    .select([stateAt(now).as("state"), sql<number>`count(*)::int`.as("count")])
    .where("asset_id", "=", assetId)
    .groupBy(sql`1`)
    .execute();
  const counts = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  return { active: 0, cancelled: 0, expired: 0, ...counts };
}

/** Whether somebody has a subscription that is not over, put away or not. */
export async function hasLive(
  db: Database,
  { assetId, now }: { assetId: number; now: Date },
): Promise<boolean> {
  const row = await db
    .selectFrom("subscriptions")
    .select("id")
    .where("asset_id", "=", assetId)
    .where(isLive(now))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
