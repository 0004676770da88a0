import type { Finding } from "#contract/publishing/finding.ts";
import type { ReviewSubject } from "#contract/publishing/review.ts";
import { listAdministrators, notify, summariseNamespaces } from "../../accounts/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { findHead, getRepositoryById, type Repository } from "../../repositories/index.ts";
import { describePlace } from "./describe-place.ts";
import { findOpenReview, insertReview, refreshReview } from "./store/reviews.ts";

export type NewReview = {
  assetId: number;
  subject: ReviewSubject;
  /** Of subject `version`. */
  versionId?: number;
  versionNumber?: string;
  submittedBy: number | null;
  findings: readonly Finding[];
  /** What is decided about; the head of the default branch when absent. */
  commit?: string;
  /** Now, when absent. */
  at?: Date;
};

/**
 * PLT-3: puts something on the review desk, and tells the reviewers. What is on it already is
 * brought up to date, and approvals of what it was before no longer count.
 * @param trx holds the asset (`getShelf`), so that decisions and submissions come one by one.
 */
export async function openReview(trx: DatabaseTransaction, review: NewReview): Promise<void> {
  const { assetId, subject, versionId = null, findings } = review;
  const repository = await getRepositoryById(trx, assetId);
  const commit = review.commit ?? (await findHead({ db: trx }, repository));
  const open = await findOpenReview(trx, { assetId, subject, versionId });
  if (open !== undefined) {
    await refreshReview(trx, open, { commit, findings });
    return;
  }
  const publicId = await insertReview(trx, {
    assetId,
    subject,
    versionId,
    versionNumber: review.versionNumber ?? null,
    submittedBy: review.submittedBy,
    commit,
    findings,
    at: review.at ?? new Date(),
  });
  await tellReviewers(trx, { review, repository, path: `/console/review/${publicId}` });
}

type Told = { review: NewReview; repository: Repository; path: string };

async function tellReviewers(
  trx: DatabaseTransaction,
  { review: { submittedBy, findings }, repository, path }: Told,
): Promise<void> {
  const people = await summariseNamespaces(trx, submittedBy === null ? [] : [submittedBy]);
  const reviewers = await listAdministrators(trx);
  await notify(trx, {
    to: reviewers.filter((id) => id !== submittedBy),
    kind: "review-requested",
    params: {
      asset: describePlace(repository).name,
      account: people.get(submittedBy ?? -1)?.name ?? repository.ownerName,
      reason: findings[0]?.message ?? "",
    },
    path,
  });
}
