import { problem } from "#contract/problems.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { stateAt } from "./rules.ts";
import { holdSubscription } from "./settle-subscription.ts";
import type { SubscriptionRow } from "./store/rows.ts";
import { findOwnIds } from "./store/subscriptions.ts";

/**
 * One's own subscription that is not over, held.
 * @throws {Problem} `subscription-not-found`; `subscription-over`.
 */
export async function requireOwn(
  trx: DatabaseTransaction,
  ctx: RequestContext,
  publicId: string,
): Promise<SubscriptionRow> {
  const { accountId } = requireAccount(ctx);
  const ids = await findOwnIds(trx, { accountId, publicId });
  const row = ids && (await holdSubscription(trx, { id: ids.id, assetId: ids.asset_id }));
  if (row === undefined) throw problem("subscription-not-found");
  const { ends_at: endsAt } = row;
  const isOver =
    row.state === "expired" || stateAt({ state: "active", endsAt }, ctx.now()) === "expired";
  if (isOver) {
    throw problem("subscription-over", {
      detail: `This subscription ended at ${endsAt?.toISOString() ?? "its time"}`,
      hint: "Subscribe again on the page of the asset",
    });
  }
  return row;
}
