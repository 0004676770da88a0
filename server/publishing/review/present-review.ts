import type { NamespaceSummary } from "#contract/fields.ts";
import type { ReviewDecision, ReviewSummary } from "#contract/publishing/review.ts";
import { type SignedIn, summariseNamespaces } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Desk } from "./find-desk.ts";
import type { QueuedReview } from "./store/queue.ts";
import { barOf } from "./rules.ts";
import { listDecisions, type StoredDecision } from "./store/reviews.ts";

type Shown = { viewer: SignedIn; desk: Desk };

/** Rows of the queue as one reviewer sees them; people and decisions are read once for all. */
export async function presentSummaries(
  db: Database,
  reviews: readonly QueuedReview[],
  shown: Shown,
): Promise<ReviewSummary[]> {
  const decisions = await listDecisions(
    db,
    reviews.map(({ id }) => id),
  );
  const people = await summariseNamespaces(
    db,
    reviews.flatMap(({ namespaceId, submittedBy }) => [namespaceId, submittedBy ?? []].flat()),
  );
  return reviews.flatMap((review) => {
    const owner = people.get(review.namespaceId);
    const own = decisions.filter(({ reviewId }) => reviewId === review.id);
    if (owner === undefined) return [];
    return presentSummary(review, { ...shown, owner, people, decisions: own });
  });
}

function presentSummary(
  review: QueuedReview,
  {
    viewer,
    desk,
    owner,
    people,
    decisions,
  }: Shown & {
    owner: NamespaceSummary;
    people: ReadonlyMap<number, NamespaceSummary>;
    decisions: readonly StoredDecision[];
  },
): ReviewSummary {
  const { kind, name, title, titleZh, description, findings, submittedBy } = review;
  const approvedBy = approversOf(decisions);
  return {
    id: review.publicId,
    subject: review.subject,
    state: review.state,
    asset: { kind, owner, name, title, titleZh, description },
    version: review.versionNumber,
    findings: {
      blocking: findings.filter(({ isBlocking }) => isBlocking).length,
      all: findings.length,
    },
    approvals: { given: approvedBy.length, needed: desk.neededApprovals },
    submittedBy: people.get(submittedBy ?? -1) ?? null,
    openedAt: review.openedAt.toISOString(),
    closedAt: review.closedAt?.toISOString() ?? null,
    bar: barOf(viewer, { ...review, approvedBy }, desk),
  };
}

/** Those whose approval counts. A reviewer whose account is gone has approved all the same. */
export function approversOf(decisions: readonly StoredDecision[]): number[] {
  return decisions.flatMap(({ decision, isVoid, reviewerId }) =>
    decision === "approve" && !isVoid ? [reviewerId ?? -1] : [],
  );
}

export async function presentDecisions(
  db: Database,
  decisions: readonly StoredDecision[],
): Promise<ReviewDecision[]> {
  const reviewers = await summariseNamespaces(
    db,
    decisions.flatMap(({ reviewerId }) => reviewerId ?? []),
  );
  return decisions.map(({ decision, reviewerId, reason, commit, isVoid, decidedAt }) => ({
    decision,
    reviewer: reviewers.get(reviewerId ?? -1) ?? null,
    reason,
    commit,
    isVoid,
    decidedAt: decidedAt.toISOString(),
  }));
}
