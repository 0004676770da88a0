import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { openDangerousFiles, releaseBranch } from "../../../repositories/index.ts";
import type { DecidedReview } from "../decided.ts";
import { tellManagers } from "../tell-managers.ts";
import { markApproved } from "./store.ts";

/** An approved commit is read by all; after a rejection everything stays closed until the next one. */
export async function finishCommit(
  trx: DatabaseTransaction,
  decided: DecidedReview,
): Promise<void> {
  if (decided.subject !== "commit") return;
  if (decided.decision === "approve") {
    await openDangerousFiles(trx, decided.assetId);
    await markApproved(trx, decided.assetId, decided.commit);
    await releaseBranch(trx, decided.assetId);
  }
  await tellManagers(trx, decided);
}
