import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
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

/** Blobs of a repository whose bytes were purged, in the order of their ids. */
export async function listPurgedBlobs(
  db: Database,
  repositoryId: number,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("git_objects")
    .select("oid")
    .where("repository_id", "=", repositoryId)
    .where("oid", ">", bytesOf(after))
    .where("purged_at", "is not", null)
    .orderBy("oid")
    .limit(limit)
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

/** Those of the contents that were purged from the repository. */
export async function findPurgedContents(
  db: Database,
  repositoryId: number,
  sha256s: readonly string[],
): Promise<string[]> {
  if (sha256s.length === 0) return [];
  const rows = await db
    .selectFrom("purged_contents")
    .select("sha256")
    .where("repository_id", "=", repositoryId)
    .where("sha256", "=", sql<Buffer>`any(${sha256s.map(bytesOf)}::bytea[])`)
    .execute();
  return rows.map(({ sha256 }) => hexOf(sha256));
}

export type PurgeRow = {
  id: number;
  publicId: string;
  accountId: number | null;
  kind: "paths" | "history";
  paths: string[];
  fileCount: number;
  sizeBytes: number;
  createdAt: Date;
};

export async function insertPurge(
  trx: DatabaseTransaction,
  repositoryId: number,
  purge: Omit<PurgeRow, "id" | "publicId" | "createdAt">,
): Promise<PurgeRow> {
  const row = await trx
    .insertInto("purges")
    .values({
      public_id: newPublicId(),
      repository_id: repositoryId,
      account_id: purge.accountId,
      kind: purge.kind,
      paths: purge.paths,
      file_count: purge.fileCount,
      size_bytes: purge.sizeBytes,
    })
    .returning(["id", "public_id", "created_at"])
    .executeTakeFirstOrThrow();
  return { ...purge, id: row.id, publicId: row.public_id, createdAt: row.created_at };
}

/** Newest first; one more than the limit. */
export async function listPurges(
  db: Database,
  repositoryId: number,
  { before, limit }: { before: number | null; limit: number },
): Promise<PurgeRow[]> {
  const rows = await db
    .selectFrom("purges")
    .selectAll()
    .where("repository_id", "=", repositoryId)
    .$if(before !== null, (query) => query.where("id", "<", before ?? 0))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    publicId: row.public_id,
    accountId: row.account_id,
    kind: row.kind as PurgeRow["kind"],
    paths: row.paths,
    fileCount: row.file_count,
    sizeBytes: row.size_bytes,
    createdAt: row.created_at,
  }));
}

/** From now on the repository knows why these cannot be read. */
export async function insertPurgedContents(
  trx: DatabaseTransaction,
  { repositoryId, purgeId }: { repositoryId: number; purgeId: number },
  sha256s: readonly string[],
): Promise<void> {
  await sql`
    insert into purged_contents (repository_id, sha256, purge_id)
    select ${repositoryId}, unnest(${sha256s.map(bytesOf)}::bytea[]), ${purgeId}
    on conflict (repository_id, sha256) do update set purge_id = excluded.purge_id`.execute(trx);
}

/**
 * Lets the collector take contents at once that nobody names any more: what the owner has sent in
 * the last day no longer counts for it; what others have sent is kept for them.
 */
export async function expireContents(
  trx: DatabaseTransaction,
  namespaceId: number,
  contentIds: readonly number[],
): Promise<void> {
  await sql`
    delete from content_uploads
    where namespace_id = ${namespaceId} and content_id = any(${[...contentIds]}::bigint[])`.execute(
    trx,
  );
  await sql`
    update contents set unreferenced_since = 'epoch', last_wanted_at = 'epoch'
    where id = any(${[...contentIds]}::bigint[]) and unreferenced_since is not null
      and not exists (select from content_uploads where content_id = contents.id)`.execute(trx);
}
