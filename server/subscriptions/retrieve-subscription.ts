import type { Subscription } from "#contract/subscriptions/subscription.ts";
import { admitSubscriber, countSubscription } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { presentOwn } from "./present-subscription.ts";
import { requireOwn } from "./require-own.ts";
import { updateState } from "./store/subscriptions.ts";

/**
 * DIS-6: takes a cancelled subscription up again, until the end it had. An active one stays as it is.
 * @throws {Problem} `subscription-not-found`; `subscription-over`.
 */
export async function retrieveSubscription(
  ctx: RequestContext,
  publicId: string,
): Promise<Subscription> {
  await withTransaction(ctx.db, async (trx) => {
    const row = await requireOwn(trx, ctx, publicId);
    if (row.state === "active") return;
    await updateState(trx, row.id, { state: "active", cancelledAt: null });
    await admitSubscriber(trx, {
      assetId: row.asset_id,
      accountId: row.account_id,
      validUntil: row.ends_at,
    });
    await countSubscription(trx, { assetId: row.asset_id, change: 1, at: ctx.now() });
  });
  return presentOwn(ctx, publicId);
}
