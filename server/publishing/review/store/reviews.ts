import { sql } from "kysely";
import type { Finding } from "#contract/publishing/finding.ts";
import type { ReviewState, ReviewSubject } from "#contract/publishing/review.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { newPublicId } from "../../../platform/ids.ts";

/** What `toReview` needs. */
export const reviewColumns = [
  "reviews.id",
  "reviews.public_id",
  "reviews.asset_id",
  "reviews.subject",
  "reviews.version_id",
  "reviews.version_number",
  "reviews.commit_oid",
  "reviews.findings",
  "reviews.state",
  "reviews.submitted_by",
  "reviews.opened_at",
  "reviews.closed_at",
] as const;

function selectReviews(db: Database) {
  return db.selectFrom("reviews").select(reviewColumns);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectReviews>["executeTakeFirstOrThrow"]>>;

/** A row of the review desk. */
export type StoredReview = {
  id: number;
  publicId: string;
  assetId: number;
  subject: ReviewSubject;
  versionId: number | null;
  versionNumber: string | null;
  commit: string | null;
  findings: Finding[];
  state: ReviewState;
  submittedBy: number | null;
  openedAt: Date;
  closedAt: Date | null;
};

export function toReview(row: Row): StoredReview {
  return {
    id: row.id,
    publicId: row.public_id,
    assetId: row.asset_id,
    subject: row.subject as ReviewSubject,
    versionId: row.version_id,
    versionNumber: row.version_number,
    commit: row.commit_oid?.toString("hex") ?? null,
    findings: row.findings as Finding[],
    state: row.state as ReviewState,
    submittedBy: row.submitted_by,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  };
}

type SubjectKey = { assetId: number; subject: ReviewSubject; versionId: number | null };

/** Held, so that it is decided, withdrawn and brought up to date one after the other. */
export async function findOpenReview(
  trx: DatabaseTransaction,
  { assetId, subject, versionId }: SubjectKey,
): Promise<StoredReview | undefined> {
  const row = await selectReviews(trx)
    .where("asset_id", "=", assetId)
    .where("subject", "=", subject)
    .where("version_id", "is not distinct from", versionId)
    .where("state", "=", "open")
    .forUpdate()
    .executeTakeFirst();
  return row && toReview(row);
}

/** What reviewers knew of when they last approved the asset, one of its versions or commits. */
export async function findApprovedFindings(db: Database, assetId: number): Promise<Finding[]> {
  const row = await db
    .selectFrom("reviews")
    .select("findings")
    .where("asset_id", "=", assetId)
    .where("state", "=", "approved")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return (row?.findings as Finding[] | undefined) ?? [];
}

/** Inside a transaction it is held. */
export async function findReview(
  db: Database,
  publicId: string,
): Promise<StoredReview | undefined> {
  const row = await selectReviews(db)
    .where("public_id", "=", publicId)
    .$if(db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && toReview(row);
}

export async function insertReview(
  trx: DatabaseTransaction,
  review: SubjectKey & {
    versionNumber: string | null;
    submittedBy: number | null;
    commit: string | null;
    findings: readonly Finding[];
    at: Date;
  },
): Promise<string> {
  const publicId = newPublicId(review.at);
  await trx
    .insertInto("reviews")
    .values({
      public_id: publicId,
      asset_id: review.assetId,
      subject: review.subject,
      version_id: review.versionId,
      version_number: review.versionNumber,
      submitted_by: review.submittedBy,
      commit_oid: oidOf(review.commit),
      findings: JSON.stringify(review.findings),
      opened_at: review.at,
    })
    .execute();
  return publicId;
}

/** Brings an open review up to date. Approvals of another commit no longer count. */
export async function refreshReview(
  trx: DatabaseTransaction,
  review: StoredReview,
  { commit, findings }: { commit: string | null; findings: readonly Finding[] },
): Promise<void> {
  await trx
    .updateTable("reviews")
    .set({ commit_oid: oidOf(commit), findings: JSON.stringify(findings) })
    .where("id", "=", review.id)
    .execute();
  if (commit === review.commit) return;
  await trx
    .updateTable("review_decisions")
    .set({ is_void: true })
    .where("review_id", "=", review.id)
    .execute();
}

export async function closeReview(
  trx: DatabaseTransaction,
  id: number,
  { state, at }: { state: Exclude<ReviewState, "open">; at: Date },
): Promise<void> {
  await trx.updateTable("reviews").set({ state, closed_at: at }).where("id", "=", id).execute();
}

export type Decision = {
  reviewId: number;
  reviewerId: number;
  decision: "approve" | "reject";
  reason: string;
  commit: string | null;
  at: Date;
};

export async function insertDecision(trx: DatabaseTransaction, decision: Decision): Promise<void> {
  await trx
    .insertInto("review_decisions")
    .values({
      review_id: decision.reviewId,
      reviewer_id: decision.reviewerId,
      decision: decision.decision,
      reason: decision.reason,
      commit_oid: oidOf(decision.commit),
      decided_at: decision.at,
    })
    .execute();
}

export type StoredDecision = {
  reviewId: number;
  reviewerId: number | null;
  decision: "approve" | "reject";
  reason: string;
  commit: string | null;
  isVoid: boolean;
  decidedAt: Date;
};

/** Of these reviews, oldest first. */
export async function listDecisions(
  db: Database,
  reviewIds: readonly number[],
): Promise<StoredDecision[]> {
  if (reviewIds.length === 0) return [];
  const rows = await db
    .selectFrom("review_decisions")
    .selectAll()
    .where("review_id", "=", sql<number>`any(${[...reviewIds]}::bigint[])`)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    reviewId: row.review_id,
    reviewerId: row.reviewer_id,
    decision: row.decision as StoredDecision["decision"],
    reason: row.reason,
    commit: row.commit_oid?.toString("hex") ?? null,
    isVoid: row.is_void,
    decidedAt: row.decided_at,
  }));
}

/** The newest reviews of an asset. */
export async function listReviewsOf(
  db: Database,
  assetId: number,
  limit: number,
): Promise<StoredReview[]> {
  const rows = await selectReviews(db)
    .where("asset_id", "=", assetId)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toReview);
}

function oidOf(hex: string | null): Buffer | null {
  return hex === null ? null : Buffer.from(hex, "hex");
}
