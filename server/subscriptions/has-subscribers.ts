import type { Context } from "../context.ts";
import { stateAt } from "./rules.ts";
import { hasLive } from "./store/subscribers.ts";
import { findOpen } from "./store/subscriptions.ts";

/** PUB-16: whether somebody has a right to this asset that is not over, put away or not. */
export function hasSubscribers(
  { db, now }: Pick<Context, "db" | "now">,
  assetId: number,
): Promise<boolean> {
  return hasLive(db, { assetId, now: now() });
}

/** DIS-7: whether this account has such a right. */
export async function isSubscriber(
  { db, now }: Pick<Context, "db" | "now">,
  key: { accountId: number; assetId: number },
): Promise<boolean> {
  const row = await findOpen(db, key);
  return (
    row?.state === "active" && stateAt({ state: "active", endsAt: row.ends_at }, now()) === "active"
  );
}
