import { problem } from "#contract/problems.ts";
import type { Review, ReviewDecision } from "#contract/publishing/review.ts";
import { requireAdministrator, type SignedIn } from "../../accounts/index.ts";
import { getShelf } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import {
  type Database,
  type DatabaseTransaction,
  withTransaction,
} from "../../platform/database/index.ts";
import {
  findHead,
  getRepositoryById,
  lockRepository,
  type Repository,
} from "../../repositories/index.ts";
import { reviewDecided } from "./decided.ts";
import { describePlace } from "./describe-place.ts";
import { findDesk } from "./find-desk.ts";
import { getReview } from "./get-review.ts";
import { approversOf } from "./present-review.ts";
import { barOf, needsReason } from "./rules.ts";
import {
  closeReview,
  findReview,
  insertDecision,
  listDecisions,
  type StoredReview,
} from "./store/reviews.ts";

type Verdict = { decision: ReviewDecision["decision"]; reason: string; commit: string | null };

const BARS = {
  own: "This asset is your own, or your organisation's",
  submitted: "You have submitted this yourself",
  "approved-already": "You have approved this: another reviewer must as well",
} as const;

/**
 * PUB-2, PLT-3: approves or rejects what was submitted. Of two reviewers who decide at once one
 * succeeds and one is told the outcome. Where two must approve, the first approval keeps it open.
 * @throws {Problem} `review-not-found`; `review-closed` with its `state`; `review-changed` with the
 *   `commit` that is to be looked at now; `review-barred`; `review-blocked` for an approval that a
 *   check forbids; `validation-failed` for an approval without a reason where one is needed.
 */
export async function decideReview(
  ctx: RequestContext,
  publicId: string,
  verdict: Verdict,
): Promise<Review> {
  const reviewer = requireAdministrator(ctx);
  const { assetId } = await requireReview(ctx.db, publicId);
  await withTransaction(ctx.db, async (trx) => {
    // Branches, asset, review: held in this order everywhere.
    if ((await lockRepository(trx, assetId)) === undefined) throw problem("review-not-found");
    await getShelf(trx, assetId);
    const review = await requireReview(trx, publicId);
    if (review.state !== "open") {
      throw problem("review-closed", {
        detail: `This review is ${review.state}`,
        extra: { state: review.state },
      });
    }
    await decide({ ...ctx, db: trx }, { trx, review, reviewer, verdict });
  });
  return getReview(ctx, publicId);
}

async function requireReview(db: Database, publicId: string): Promise<StoredReview> {
  const review = await findReview(db, publicId);
  if (review === undefined) throw problem("review-not-found");
  return review;
}

type Deciding = {
  trx: DatabaseTransaction;
  review: StoredReview;
  reviewer: SignedIn;
  verdict: Verdict;
};

async function decide(ctx: RequestContext, { trx, review, reviewer, verdict }: Deciding) {
  const { decision, reason } = verdict;
  const repository = await getRepositoryById(trx, review.assetId);
  const approvedBy = approversOf(await listDecisions(trx, [review.id]));
  const desk = await findDesk(ctx);
  const bar = barOf(
    reviewer,
    { namespaceId: repository.namespaceId, submittedBy: review.submittedBy, approvedBy },
    desk,
  );
  if (bar !== null) throw problem("review-barred", { detail: BARS[bar], extra: { bar } });
  await requireUnchanged(trx, { review, repository, seen: verdict.commit });
  if (decision === "approve") requireApprovable(review, reason);
  const at = ctx.now();
  const { id: reviewId, commit } = review;
  const reviewerId = reviewer.accountId;
  await insertDecision(trx, { reviewId, reviewerId, decision, reason, commit, at });
  const given = approvedBy.length + (decision === "approve" ? 1 : 0);
  const isLast = decision === "reject" || given >= desk.neededApprovals;
  await recordAudit(trx, ctx, {
    action: "publishing.review-decided",
    subject: describePlace(repository).name,
    details: {
      review: review.publicId,
      subject: review.subject,
      version: review.versionNumber,
      commit,
      decision,
      reason,
      approvals: given,
      isLast,
    },
  });
  if (!isLast) return;
  const state = decision === "approve" ? "approved" : "rejected";
  await closeReview(trx, reviewId, { state, at });
  const { subject, assetId, versionId, findings } = review;
  await reviewDecided.run(trx, {
    ctx,
    subject,
    assetId,
    versionId,
    commit,
    findings,
    decision,
    reason,
    reviewerId,
  });
}

type Looked = { review: StoredReview; repository: Repository; seen: string | null };

async function requireUnchanged(
  trx: DatabaseTransaction,
  { review, repository, seen }: Looked,
): Promise<void> {
  const current =
    review.subject === "version" ? review.commit : await findHead({ db: trx }, repository);
  if (seen === review.commit && current === review.commit) return;
  throw problem("review-changed", {
    detail: `The commit to be decided about is now ${current?.slice(0, 7) ?? "none"}`,
    hint: "Look at what has changed and decide again",
    extra: { commit: current },
  });
}

/** A commit that is there already is let through with a reason: a scanner may be mistaken. */
function requireApprovable({ subject, findings }: StoredReview, reason: string): void {
  const blocking = findings.find(({ isBlocking }) => isBlocking);
  if (blocking !== undefined && subject !== "commit") {
    throw problem("review-blocked", { detail: blocking.message });
  }
  if (reason !== "" || !needsReason(findings)) return;
  const message = "reason is required to approve what the security scan warns of";
  throw problem("validation-failed", {
    detail: message,
    issues: [{ pointer: "/reason", message, code: "required" }],
  });
}
