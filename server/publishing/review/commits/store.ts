import { sql } from "kysely";
import type { ListingState } from "#contract/assets/asset.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

export type CommitCheck = {
  approvedCommit: string | null;
  isWaiting: boolean;
  movedBy: number | null;
};

/** Inside a transaction it is held. */
export async function findCommitCheck(
  db: Database,
  assetId: number,
): Promise<CommitCheck | undefined> {
  const row = await db
    .selectFrom("commit_checks")
    .select(["approved_oid", "is_waiting", "moved_by"])
    .where("asset_id", "=", assetId)
    .$if(db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
  return (
    row && {
      approvedCommit: row.approved_oid?.toString("hex") ?? null,
      isWaiting: row.is_waiting,
      movedBy: row.moved_by,
    }
  );
}

export async function findApprovedCommit(db: Database, assetId: number): Promise<string | null> {
  return (await findCommitCheck(db, assetId))?.approvedCommit ?? null;
}

/** The state of the asset in front of a repository, held; undefined where there is none. */
export async function findListingState(
  trx: DatabaseTransaction,
  repositoryId: number,
): Promise<ListingState | undefined> {
  const row = await trx
    .selectFrom("assets")
    .select("listing_state")
    .where("id", "=", repositoryId)
    .forUpdate()
    .executeTakeFirst();
  return row?.listing_state as ListingState | undefined;
}

export async function markApproved(
  trx: DatabaseTransaction,
  assetId: number,
  commit: string | null,
): Promise<void> {
  const values = {
    approved_oid: commit === null ? null : Buffer.from(commit, "hex"),
    is_waiting: false,
  };
  await trx
    .insertInto("commit_checks")
    .values({ asset_id: assetId, ...values })
    .onConflict((conflict) => conflict.column("asset_id").doUpdateSet(values))
    .execute();
}

export async function markWaiting(trx: DatabaseTransaction, assetId: number): Promise<void> {
  await trx
    .insertInto("commit_checks")
    .values({ asset_id: assetId, is_waiting: true })
    .onConflict((conflict) =>
      conflict.column("asset_id").doUpdateSet({ is_waiting: true, updated_at: sql`now()` }),
    )
    .execute();
}

export async function markChecked(trx: DatabaseTransaction, assetId: number): Promise<void> {
  await trx
    .updateTable("commit_checks")
    .set({ is_waiting: false })
    .where("asset_id", "=", assetId)
    .execute();
}

export async function updateMover(
  trx: DatabaseTransaction,
  assetId: number,
  movedBy: number | null,
): Promise<void> {
  await trx
    .updateTable("commit_checks")
    .set({ moved_by: movedBy })
    .where("asset_id", "=", assetId)
    .execute();
}

const LIMIT = 1000;

/** Assets with a commit that nobody has looked at, the longest waiting first. */
export async function listWaiting(db: Database): Promise<number[]> {
  const rows = await db
    .selectFrom("commit_checks")
    .select("asset_id")
    .where("is_waiting", "=", true)
    .orderBy("updated_at")
    .limit(LIMIT)
    .execute();
  return rows.map((row) => row.asset_id);
}
