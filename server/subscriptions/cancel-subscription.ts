import { problem } from "#contract/problems.ts";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import { countSubscription, dismissSubscriber } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { getRepositoryById } from "../repositories/index.ts";
import { isCancellable, presentOwn } from "./present-subscription.ts";
import { requireOwn } from "./require-own.ts";
import { updateState } from "./store/subscriptions.ts";

/**
 * DIS-6: puts a subscription away; it opens nothing until it is retrieved, and its time runs on. A
 * cancelled one stays as it is.
 * @throws {Problem} `subscription-not-found`; `subscription-over`; `subscription-not-cancellable`.
 */
export async function cancelSubscription(
  ctx: RequestContext,
  publicId: string,
): Promise<Subscription> {
  await withTransaction(ctx.db, async (trx) => {
    const row = await requireOwn(trx, ctx, publicId);
    const { kind } = await getRepositoryById(trx, row.asset_id);
    if (!isCancellable(kind)) throw problem("subscription-not-cancellable");
    if (row.state === "cancelled") return;
    await updateState(trx, row.id, { state: "cancelled", cancelledAt: ctx.now() });
    await dismissSubscriber(trx, { assetId: row.asset_id, accountId: row.account_id });
    await countSubscription(trx, { assetId: row.asset_id, change: -1, at: ctx.now() });
  });
  return presentOwn(ctx, publicId);
}
