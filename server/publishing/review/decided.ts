import type { Finding } from "#contract/publishing/finding.ts";
import type { ReviewSubject } from "#contract/publishing/review.ts";
import type { Context } from "../../context.ts";
import { createHook } from "../../platform/events/index.ts";

/** A reviewer has spoken the last word. */
export type DecidedReview = {
  ctx: Context;
  subject: ReviewSubject;
  assetId: number;
  /** Of subject `version`. */
  versionId: number | null;
  commit: string | null;
  findings: readonly Finding[];
  decision: "approve" | "reject";
  reason: string;
  reviewerId: number;
};

/** Runs in the transaction of the decision; each subject has a handler that does what it means. */
export const reviewDecided = createHook<DecidedReview>();
