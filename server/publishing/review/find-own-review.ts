import type { OwnReview } from "#contract/publishing/review.ts";
import type { Database } from "../../platform/database/index.ts";
import { listDecisions, listReviewsOf } from "./store/reviews.ts";

/** What those who manage an asset learn of its last review: the decision, and no reviewer's name. */
export async function findOwnReview(db: Database, assetId: number): Promise<OwnReview | null> {
  const [review] = await listReviewsOf(db, assetId, 1);
  if (review === undefined) return null;
  const decisions = review.state === "open" ? [] : await listDecisions(db, [review.id]);
  const last = decisions.findLast(({ isVoid }) => !isVoid);
  const { subject, state, versionNumber, commit, findings, openedAt, closedAt } = review;
  return {
    subject,
    state,
    version: versionNumber,
    commit,
    findings,
    reason: last === undefined || last.reason === "" ? null : last.reason,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}
