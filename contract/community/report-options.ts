/** What a report can be, as plain data, so that a form knows it without loading schemas. */
export const REPORT_REASONS = [
  "spam",
  "abuse",
  "illegal",
  "copyright",
  "privacy",
  "malware",
  "misleading",
  "other",
] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

export const REPORT_TARGETS = ["asset", "comment", "discussion", "account"] as const;
export type ReportTargetType = (typeof REPORT_TARGETS)[number];

/**
 * `uphold`: the reports are right, and what follows from it is done by hand: an account is suspended,
 * a discussion closed. The others do what they say.
 */
export const REPORT_DECISIONS = ["dismiss", "uphold", "remove-comment", "unlist-asset"] as const;
export type ReportDecision = (typeof REPORT_DECISIONS)[number];

/** In code points. */
export const REPORT_TEXT_MAX = 2000;
export const DECISION_REASON_MAX = 1000;
