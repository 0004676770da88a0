import type { ReviewSubject } from "#contract/publishing/review.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { closeReview, findOpenReview } from "./store/reviews.ts";

type Withdrawn = {
  assetId: number;
  subject: ReviewSubject;
  /** Of subject `version`. */
  versionId?: number | null;
  at: Date;
};

/** Takes something off the review desk that need not be decided any more; nothing is no fault. */
export async function withdrawReview(
  trx: DatabaseTransaction,
  { assetId, subject, versionId = null, at }: Withdrawn,
): Promise<void> {
  const open = await findOpenReview(trx, { assetId, subject, versionId });
  if (open !== undefined) await closeReview(trx, open.id, { state: "withdrawn", at });
}
