import type { Visibility } from "#contract/assets/asset.ts";
import { problem } from "#contract/problems.ts";
import type { Review } from "#contract/publishing/review.ts";
import { requireAdministrator, type SignedIn } from "../../accounts/index.ts";
import { getListingFacts } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { findHead, getRepositoryById, listClosedFiles } from "../../repositories/index.ts";
import { findSubmission } from "../store.ts";
import { findApprovedCommit } from "./commits/store.ts";
import { findDesk } from "./find-desk.ts";
import { presentDecisions, presentSummaries } from "./present-review.ts";
import { findQueued, type QueuedReview } from "./store/queue.ts";
import { listDecisions, listReviewsOf } from "./store/reviews.ts";

const EARLIER = 10;

/**
 * PLT-3: what is to be decided, with what the checks found and how it was decided before.
 * @throws {Problem} `review-not-found`.
 */
export async function getReview(ctx: RequestContext, publicId: string): Promise<Review> {
  const viewer = requireAdministrator(ctx);
  const review = await findQueued(ctx.db, publicId);
  if (review === undefined) throw problem("review-not-found");
  return presentReview(ctx, viewer, review);
}

async function presentReview(
  ctx: RequestContext,
  viewer: SignedIn,
  review: QueuedReview,
): Promise<Review> {
  const { assetId, commit, subject, findings } = review;
  const desk = await findDesk(ctx);
  const repository = await getRepositoryById(ctx.db, assetId);
  const [[summary], head, facts, submission, decisions, approvedCommit, closed, earlier] =
    await Promise.all([
      presentSummaries(ctx.db, [review], { viewer, desk }),
      findHead(ctx, repository),
      getListingFacts(ctx.db, assetId),
      findSubmission(ctx.db, assetId),
      listDecisions(ctx.db, [review.id]),
      findApprovedCommit(ctx.db, assetId),
      listClosedFiles(ctx.db, assetId),
      listEarlier(ctx, review),
    ]);
  if (summary === undefined) throw problem("review-not-found");
  return {
    ...summary,
    findings,
    commit,
    head,
    isChanged: subject !== "version" && head !== commit,
    approvedCommit,
    requestedVisibility: (submission?.requested_visibility as Visibility | undefined) ?? null,
    licences: facts.licences,
    tasks: facts.tasks,
    dataTypes: facts.dataTypes,
    fileCount: repository.fileCount,
    sizeBytes: repository.sizeBytes,
    closedFiles: closed.map(({ path }) => path),
    decisions: await presentDecisions(ctx.db, decisions),
    earlier,
  };
}

async function listEarlier(
  { db }: RequestContext,
  { id, assetId }: QueuedReview,
): Promise<Review["earlier"]> {
  const reviews = (await listReviewsOf(db, assetId, EARLIER + 1)).filter(
    (review) => review.id !== id,
  );
  const decisions = await listDecisions(
    db,
    reviews.map((review) => review.id),
  );
  return reviews.flatMap(({ id: reviewId, publicId, subject, state, closedAt }) => {
    if (closedAt === null) return [];
    const last = decisions.findLast((decision) => decision.reviewId === reviewId);
    const reason = last?.reason ?? null;
    return { id: publicId, subject, state, reason, closedAt: closedAt.toISOString() };
  });
}
