import type { Visibility } from "#contract/assets/asset.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { openDangerousFiles } from "../../repositories/index.ts";
import { moveState } from "../move-state.ts";
import { findSubmission, updateOutcome } from "../store.ts";
import type { DecidedReview } from "./decided.ts";
import { tellManagers } from "./tell-managers.ts";

/** PUB-2: an approved listing goes onto the shelf as it was asked for; a rejected one says why. */
export async function finishListing(
  trx: DatabaseTransaction,
  decided: DecidedReview,
): Promise<void> {
  if (decided.subject !== "listing") return;
  const { ctx, assetId, decision, reason, findings, reviewerId: accountId } = decided;
  const submission = await findSubmission(trx, assetId);
  if (submission === undefined) throw new Error(`asset ${assetId} was never submitted`);
  const move = { assetId, from: "in-review", accountId, at: ctx.now(), reason } as const;
  if (decision === "approve") {
    await openDangerousFiles(trx, assetId);
    await updateOutcome(trx, assetId, { findings, reason: null });
    const visibility = submission.requested_visibility as Visibility;
    await moveState(trx, { ...move, to: "published", visibility });
  } else {
    await updateOutcome(trx, assetId, { findings, reason });
    await moveState(trx, { ...move, to: "rejected", visibility: "private" });
  }
  await tellManagers(trx, decided);
}
