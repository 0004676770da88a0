import { listManagers, notify } from "../../accounts/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { getRepositoryById } from "../../repositories/index.ts";
import type { DecidedReview } from "./decided.ts";
import { describePlace } from "./describe-place.ts";

/** Tells those who manage an asset how a review has ended, in the reviewer's words. */
export async function tellManagers(
  trx: DatabaseTransaction,
  { assetId, decision, reason }: DecidedReview,
): Promise<void> {
  const repository = await getRepositoryById(trx, assetId);
  const place = describePlace(repository);
  await notify(trx, {
    to: await listManagers(trx, repository.namespaceId),
    kind: decision === "approve" ? "review-approved" : "review-rejected",
    params: { asset: place.name, reason },
    path: decision === "approve" ? place.path : `${place.path}/settings`,
  });
}
