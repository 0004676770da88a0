import { z } from "zod";
import { Visibility } from "../assets/asset.ts";
import { AssetKind, CommitId, NamespaceSummary, text, Timestamp } from "../fields.ts";
import { asIssue } from "../issues.ts";
import { Finding } from "./finding.ts";
import { REVIEW_REASON_MAX } from "./review-limits.ts";

/** What is decided about: a listing, a new version of one, or a commit on a published asset. */
export const ReviewSubject = z.enum(["listing", "version", "commit"]);
export type ReviewSubject = z.infer<typeof ReviewSubject>;

/** `withdrawn`: taken back by the owner, or what was found is no longer there. */
export const ReviewState = z.enum(["open", "approved", "rejected", "withdrawn"]);
export type ReviewState = z.infer<typeof ReviewState>;

/**
 * Why this reviewer may not decide: it is their own or their organisation's, they have submitted it,
 * or they have approved it already and another one must as well.
 */
export const ReviewBar = z.enum(["own", "submitted", "approved-already"]);
export type ReviewBar = z.infer<typeof ReviewBar>;

export const ReviewDecision = z.object({
  decision: z.enum(["approve", "reject"]),
  reviewer: NamespaceSummary.nullable(),
  reason: z.string(),
  commit: CommitId.nullable(),
  /** A commit has come since, so that it no longer counts. */
  isVoid: z.boolean(),
  decidedAt: Timestamp,
});
export type ReviewDecision = z.infer<typeof ReviewDecision>;

export const ReviewSummary = z.object({
  id: z.string(),
  subject: ReviewSubject,
  state: ReviewState,
  asset: z.object({
    kind: AssetKind,
    owner: NamespaceSummary,
    name: z.string(),
    title: z.string(),
    titleZh: z.string(),
    description: z.string(),
  }),
  /** Of subject `version`. */
  version: z.string().nullable(),
  findings: z.object({ blocking: z.number().int(), all: z.number().int() }),
  approvals: z.object({ given: z.number().int(), needed: z.number().int() }),
  submittedBy: NamespaceSummary.nullable(),
  openedAt: Timestamp,
  closedAt: Timestamp.nullable(),
  /** Null: this reviewer may decide, if it is open. */
  bar: ReviewBar.nullable(),
});
export type ReviewSummary = z.infer<typeof ReviewSummary>;

export const Review = ReviewSummary.omit({ findings: true }).extend({
  findings: z.array(Finding),
  /** What is decided about; a decision names it. Null: there is no commit. */
  commit: CommitId.nullable(),
  /** Where the default branch is now. Another commit than `commit` is checked first. */
  head: CommitId.nullable(),
  isChanged: z.boolean(),
  /** The last commit that was found good, to compare with; null before the first one. */
  approvedCommit: CommitId.nullable(),
  requestedVisibility: Visibility.nullable(),
  licences: z.array(z.string()),
  tasks: z.array(z.string()),
  dataTypes: z.array(z.string()),
  fileCount: z.number().int(),
  sizeBytes: z.number().int(),
  /** Files that only those who may write read until it is decided. */
  closedFiles: z.array(z.string()),
  decisions: z.array(ReviewDecision),
  /** Reviews of the same asset that were closed before, newest first. */
  earlier: z.array(
    z.object({
      id: z.string(),
      subject: ReviewSubject,
      state: ReviewState,
      reason: z.string().nullable(),
      closedAt: Timestamp,
    }),
  ),
});
export type Review = z.infer<typeof Review>;

/** What somebody who manages an asset learns of its last review. */
export const OwnReview = z.object({
  subject: ReviewSubject,
  state: ReviewState,
  version: z.string().nullable(),
  commit: CommitId.nullable(),
  findings: z.array(Finding),
  /** The reviewer's words. */
  reason: z.string().nullable(),
  openedAt: Timestamp,
  closedAt: Timestamp.nullable(),
});
export type OwnReview = z.infer<typeof OwnReview>;

/**
 * A reason is required to reject, and to approve in spite of a security finding.
 */
export const ReviewVerdict = z
  .object({
    decision: z.enum(["approve", "reject"]),
    reason: text("reason", { max: REVIEW_REASON_MAX }).default(""),
    /** The commit that was looked at, as the review named it. */
    commit: CommitId.nullable(),
  })
  .refine(({ decision, reason }) => decision === "approve" || reason !== "", {
    ...asIssue("required", "reason is required to reject"),
    path: ["reason"],
  });
export type ReviewVerdict = z.input<typeof ReviewVerdict>;
