import { grantGrowth } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { findSubmission } from "./store.ts";

/** ACC-8: whoever brought an asset onto the shelf, for others to see, grows by it once. */
export async function rewardPublishing(
  ctx: Pick<Context, "config" | "now">,
  trx: DatabaseTransaction,
  assetId: number,
): Promise<void> {
  const submission = await findSubmission(trx, assetId);
  if (submission === undefined || submission.submitted_by === null) return;
  if (submission.requested_visibility === "private") return;
  await grantGrowth(trx, {
    accountId: submission.submitted_by,
    reason: "asset-published",
    occasion: String(assetId),
    points: ctx.config.growth.publishing,
    assetId,
    at: ctx.now(),
  });
}
