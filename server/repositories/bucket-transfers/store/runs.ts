import { sql } from "kysely";
import type { TransferFailure } from "#contract/repositories/transfer.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { bytesOf } from "../../store/hex.ts";

/** A run that has not been heard of for so long is over: its process was killed, or cut off. */
const STALE = sql<Date>`now() - interval '15 seconds'`;

/** So many of one account's run at a time, so that a slow storage of one stops nobody else's. */
const RUNNING_OF_ACCOUNT = 2;

/** What a run is known by: another one has a higher attempt. */
export type RunKey = { id: number; attempt: number };

export type Progress = { doneFiles: number; doneBytes: number; skippedFiles: number };

/**
 * Takes what waits, or what a run that is over has left.
 * @returns undefined when there is neither, or enough of its account's is running.
 */
export async function claimRun(db: Database, id: number): Promise<string | undefined> {
  const row = await db
    .updateTable("bucket_transfers")
    .set((eb) => ({
      state: "running",
      attempt: eb("attempt", "+", 1),
      beat_at: sql<Date>`now()`,
      started_at: eb.fn.coalesce("started_at", sql<Date>`now()`),
    }))
    .where("id", "=", id)
    .where((eb) =>
      eb(
        eb
          .selectFrom("bucket_transfers as other")
          .select(sql<number>`count(*)`.as("count"))
          .whereRef("other.account_id", "=", "bucket_transfers.account_id")
          .whereRef("other.id", "!=", "bucket_transfers.id")
          .where("other.state", "=", "running")
          .where("other.beat_at", ">=", STALE),
        "<",
        RUNNING_OF_ACCOUNT,
      ),
    )
    .where((eb) =>
      eb.or([
        eb("state", "=", "queued"),
        eb.and([eb("state", "=", "running"), eb("beat_at", "<", STALE)]),
      ]),
    )
    .returning("public_id")
    .executeTakeFirst();
  return row?.public_id;
}

/** Says that a run lives and how far it is. @returns false when it is no longer the one that runs. */
export async function beatRun(db: Database, key: RunKey, progress: Progress): Promise<boolean> {
  const row = await updateRun(db, key)
    .set({
      beat_at: sql<Date>`now()`,
      done_files: progress.doneFiles,
      done_bytes: progress.doneBytes,
      skipped_files: progress.skippedFiles,
    })
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function setTotals(
  db: Database,
  key: RunKey,
  { files, sizeBytes }: { files: number; sizeBytes: number },
): Promise<void> {
  await updateRun(db, key).set({ total_files: files, total_bytes: sizeBytes }).execute();
}

/** @returns false when it is no longer the one that runs: then nothing must have happened. */
export async function endRun(
  trx: DatabaseTransaction,
  key: RunKey,
  end: { progress: Progress; at: Date } & ({ commit: string } | { failure: TransferFailure }),
): Promise<boolean> {
  const { progress, at } = end;
  const isDone = "commit" in end;
  const row = await updateRun(trx, key)
    .set({
      state: isDone ? "done" : "failed",
      failure: isDone ? null : JSON.stringify(end.failure),
      done_files: progress.doneFiles,
      done_bytes: progress.doneBytes,
      skipped_files: progress.skippedFiles,
      ended_at: at,
      ...(isDone ? { commit_oid: bytesOf(end.commit) } : {}),
    })
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts back what this process can no longer carry on. */
export async function releaseRun(db: Database, key: RunKey): Promise<void> {
  await updateRun(db, key)
    .set({ state: "queued", beat_at: new Date(0) })
    .execute();
}

function updateRun(db: Database, { id, attempt }: RunKey) {
  return db
    .updateTable("bucket_transfers")
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", "running");
}

/** What of an account has waited longest. */
export async function findNextOf(db: Database, accountId: number): Promise<number | undefined> {
  const row = await db
    .selectFrom("bucket_transfers")
    .select("id")
    .where("account_id", "=", accountId)
    .where("state", "=", "queued")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** What nobody works on: its job was lost, or its process was. */
export async function findStalled(db: Database, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom("bucket_transfers")
    .select("id")
    .where("state", "in", ["queued", "running"])
    .where("beat_at", "<", STALE)
    .orderBy("beat_at")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
