import type { ListingState, Visibility } from "#contract/assets/asset.ts";
import type { Finding } from "#contract/publishing/endpoints.ts";
import type { Database, DatabaseTransaction } from "../platform/database/index.ts";

type Submission = {
  assetId: number;
  requestedVisibility: Visibility;
  submittedBy: number;
  at: Date;
};

export async function upsertSubmission(trx: DatabaseTransaction, submission: Submission) {
  const values = {
    requested_visibility: submission.requestedVisibility,
    submitted_by: submission.submittedBy,
    submitted_at: submission.at,
    updated_at: submission.at,
    findings: "[]",
    reason: null,
  };
  await trx
    .insertInto("listings")
    .values({ asset_id: submission.assetId, ...values })
    .onConflict((conflict) => conflict.column("asset_id").doUpdateSet(values))
    .execute();
}

export async function updateOutcome(
  trx: DatabaseTransaction,
  assetId: number,
  outcome: { findings: readonly Finding[]; reason: string | null },
): Promise<void> {
  await trx
    .updateTable("listings")
    .set({ findings: JSON.stringify(outcome.findings), reason: outcome.reason })
    .where("asset_id", "=", assetId)
    .execute();
}

export function findSubmission(db: Database, assetId: number) {
  return db.selectFrom("listings").selectAll().where("asset_id", "=", assetId).executeTakeFirst();
}

const PUBLISHING_LIMIT = 1000;

/** Those whose checks are not done, the oldest first. */
export async function listPublishing(db: Database): Promise<number[]> {
  const rows = await db
    .selectFrom("assets")
    .select("id")
    .where("listing_state", "=", "publishing")
    .orderBy("updated_at")
    .limit(PUBLISHING_LIMIT)
    .execute();
  return rows.map(({ id }) => id);
}

/** Replaces the specified users of an asset. */
export async function replaceAudience(
  trx: DatabaseTransaction,
  assetId: number,
  accountIds: readonly number[],
): Promise<void> {
  await trx.deleteFrom("listing_audiences").where("asset_id", "=", assetId).execute();
  if (accountIds.length === 0) return;
  const rows = [...new Set(accountIds)].map((id) => ({ asset_id: assetId, account_id: id }));
  await trx.insertInto("listing_audiences").values(rows).execute();
}

export async function listAudience(db: Database, assetId: number): Promise<number[]> {
  const rows = await db
    .selectFrom("listing_audiences")
    .select("account_id")
    .where("asset_id", "=", assetId)
    .orderBy("account_id")
    .execute();
  return rows.map((row) => row.account_id);
}

type Transition = {
  assetId: number;
  from: ListingState;
  to: ListingState;
  accountId: number | null;
  reason: string | null;
};

export async function insertTransition(trx: DatabaseTransaction, transition: Transition) {
  await trx
    .insertInto("listing_transitions")
    .values({
      asset_id: transition.assetId,
      from_state: transition.from,
      to_state: transition.to,
      account_id: transition.accountId,
      reason: transition.reason,
    })
    .execute();
}

/** The newest moves first. */
export function listTransitions(db: Database, assetId: number, limit: number) {
  return db
    .selectFrom("listing_transitions")
    .select(["from_state", "to_state", "reason", "created_at"])
    .where("asset_id", "=", assetId)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}
