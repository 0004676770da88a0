import type { ReportDecision, ReportTargetType } from "#contract/community/report-options.ts";
import type { ReviewBar } from "#contract/publishing/review.ts";
import type { SignedIn } from "../../accounts/index.ts";

type Judged = { responsibleId: number | null; reporterIds: readonly number[] };

/**
 * Why an administrator may not decide: it is about them or theirs, or they have reported it
 * themselves. The only administrator of a gallery decides all the same.
 */
export function barOf(
  { accountId, roles }: SignedIn,
  { responsibleId, reporterIds }: Judged,
  { isOnlyReviewer }: { isOnlyReviewer: boolean },
): ReviewBar | null {
  if (isOnlyReviewer) return null;
  if (responsibleId === accountId || (responsibleId !== null && roles.has(responsibleId))) {
    return "own";
  }
  return reporterIds.includes(accountId) ? "submitted" : null;
}

/** What may be decided about a target of this type. */
export function optionsOf(
  type: ReportTargetType,
  { isGone, isPublished }: { isGone: boolean; isPublished: boolean },
): ReportDecision[] {
  const options: ReportDecision[] = ["dismiss", "uphold"];
  if (type === "comment" && !isGone) return ["dismiss", "remove-comment"];
  if (type === "asset" && isPublished) return [...options, "unlist-asset"];
  return options;
}
