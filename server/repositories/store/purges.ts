import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { bytesOf, hexOf } from "./hex.ts";

/** Those of the blobs whose bytes were purged. */
export async function findPurgedBlobs(
  db: Database,
  repositoryId: number,
  oids: readonly string[],
): Promise<string[]> {
  if (oids.length === 0) return [];
  const rows = await db
    .selectFrom("git_objects")
    .select("oid")
    .where("repository_id", "=", repositoryId)
    .where("oid", "=", sql<Buffer>`any(${oids.map(bytesOf)}::bytea[])`)
    .where("purged_at", "is not", null)
    .execute();
  return rows.map(({ oid }) => hexOf(oid));
}

/** Makes place for blobs that were purged once and come again. */
export async function removePurged(
  trx: DatabaseTransaction,
  repositoryId: number,
  oids: readonly string[],
): Promise<void> {
  if (oids.length === 0) return;
  await sql`
    delete from git_objects where repository_id = ${repositoryId}
      and oid = any(${oids.map(bytesOf)}::bytea[]) and purged_at is not null`.execute(trx);
}

export async function isContentPurged(
  db: Database,
  repositoryId: number,
  sha256: string,
): Promise<boolean> {
  const row = await db
    .selectFrom("purged_contents")
    .select("purge_id")
    .where("repository_id", "=", repositoryId)
    .where("sha256", "=", bytesOf(sha256))
    .executeTakeFirst();
  return row !== undefined;
}
