import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { DecidedReview } from "../review/decided.ts";
import { tellManagers } from "../review/tell-managers.ts";
import { makeAvailable } from "./check-version.ts";
import { getVersionById, moveVersion } from "./store.ts";

/** A version that a reviewer has approved becomes available; a rejected one says why. */
export async function finishVersion(
  trx: DatabaseTransaction,
  decided: DecidedReview,
): Promise<void> {
  const { ctx, subject, versionId, decision, reason } = decided;
  if (subject !== "version" || versionId === null) return;
  const version = await getVersionById(trx, versionId);
  if (version?.status !== "in-review") return;
  if (decision === "approve") await makeAvailable(trx, { version, at: ctx.now() });
  else await moveVersion(trx, version.id, { status: "rejected", reason });
  await tellManagers(trx, decided);
}
