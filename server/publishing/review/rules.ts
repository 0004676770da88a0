import type { Finding } from "#contract/publishing/finding.ts";
import { SECURITY_CHECKS } from "#contract/publishing/review-limits.ts";
import type { ReviewBar } from "#contract/publishing/review.ts";
import type { SignedIn } from "../../accounts/index.ts";

type Subject = {
  /** Of the person or organisation that owns the asset. */
  namespaceId: number;
  submittedBy: number | null;
  /** Those whose approval counts already. */
  approvedBy: readonly number[];
};

type Circumstances = { isOnlyReviewer: boolean; fourEyes: boolean };

/**
 * Why a reviewer may not decide. Nobody judges what is their own, or what they have submitted; where
 * there is nobody else to do it and one pair of eyes is enough, they may: a gallery of one person
 * could publish nothing otherwise.
 */
export function barOf(
  reviewer: SignedIn,
  { namespaceId, submittedBy, approvedBy }: Subject,
  { isOnlyReviewer, fourEyes }: Circumstances,
): ReviewBar | null {
  if (approvedBy.includes(reviewer.accountId)) return "approved-already";
  if (isOnlyReviewer && !fourEyes) return null;
  if (reviewer.roles.has(namespaceId)) return "own";
  return submittedBy === reviewer.accountId ? "submitted" : null;
}

/** Whether an approval must say why it passes over what the scan has found. */
export function needsReason(findings: readonly Finding[]): boolean {
  return findings.some(({ check }) => SECURITY_CHECKS.has(check));
}
