import { z } from "zod";
import { Address, NamespaceSummary, text, Timestamp } from "../fields.ts";
import { asIssue } from "../issues.ts";
import { ReviewBar } from "../publishing/review.ts";
import {
  DECISION_REASON_MAX,
  REPORT_DECISIONS,
  REPORT_REASONS,
  REPORT_TARGETS,
  REPORT_TEXT_MAX,
} from "./report-options.ts";

export const ReportReason = z.enum(REPORT_REASONS);
export const ReportTargetType = z.enum(REPORT_TARGETS);
export const ReportDecision = z.enum(REPORT_DECISIONS);

/** What is reported: anything that somebody has put here, or themselves. */
export const ReportTarget = z.discriminatedUnion("type", [
  Address.extend({ type: z.literal("asset") }),
  Address.extend({ type: z.literal("comment"), comment: z.string().min(1).max(64) }),
  Address.extend({
    type: z.literal("discussion"),
    num: z.number().int().min(1).max(2_147_483_647),
  }),
  /** A person or an organisation. */
  z.object({ type: z.literal("account"), name: z.string().min(1).max(200) }),
]);
export type ReportTarget = z.infer<typeof ReportTarget>;

export const NewReport = z
  .object({
    target: ReportTarget,
    reason: ReportReason,
    text: text("text", { max: REPORT_TEXT_MAX }).default(""),
  })
  .refine(({ reason, text: words }) => reason !== "other" || words !== "", {
    ...asIssue("required", "text is required where none of the reasons fits"),
    path: ["text"],
  });

/** `upheld`: the reports were right. */
export const ReportState = z.enum(["open", "dismissed", "upheld"]);
export type ReportState = z.infer<typeof ReportState>;

/** All open reports of one target together. */
export const ReportCaseSummary = z.object({
  id: z.string(),
  type: ReportTargetType,
  /** What it is called: a name, the title of a discussion, the asset of a comment. */
  title: z.string(),
  /** The page where it is; null when it is gone. */
  path: z.string().nullable(),
  /** Who has put it there. */
  responsible: NamespaceSummary.nullable(),
  state: ReportState,
  reportCount: z.number().int(),
  /** Those given, the commonest first. */
  reasons: z.array(ReportReason),
  openedAt: Timestamp,
  closedAt: Timestamp.nullable(),
  /** Null: this administrator may decide, if it is open. */
  bar: ReviewBar.nullable(),
});
export type ReportCaseSummary = z.infer<typeof ReportCaseSummary>;

export const ReportCase = ReportCaseSummary.extend({
  /** Markdown, as it was when it was first reported. */
  content: z.string(),
  /** As it is now where that is something else; null: the same, or gone. */
  contentNow: z.string().nullable(),
  isGone: z.boolean(),
  /** The newest 100. */
  reports: z.array(
    z.object({
      reporter: NamespaceSummary.nullable(),
      reason: ReportReason,
      text: z.string(),
      createdAt: Timestamp,
    }),
  ),
  /** What may be decided about a target of this type as it is now. */
  options: z.array(ReportDecision),
  outcome: z
    .object({ decision: ReportDecision, reason: z.string(), by: NamespaceSummary.nullable() })
    .nullable(),
});
export type ReportCase = z.infer<typeof ReportCase>;

export const ReportVerdict = z.object({
  decision: ReportDecision,
  reason: text("reason", { min: 1, max: DECISION_REASON_MAX }),
});
