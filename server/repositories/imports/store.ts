import { sql } from "kysely";
import { type Database, withTransaction } from "../../platform/database/index.ts";
import { bytesOf, hexOrNull } from "../store/hex.ts";
import type { SourceFile } from "./import-source.ts";

/** A file of an import, and where its bytes lie once they have come. */
export type ImportFile = SourceFile & {
  /** The content that has them; null: not yet. */
  sha256: string | null;
  /** Where in it, for one of many small files that share a content; null: it is all of it. */
  startsAt: number | null;
};

/**
 * Writes the files of a listing down. What came for the same state of a file is kept; what is no
 * longer listed goes.
 */
export async function replaceFiles(
  db: Database,
  transferId: number,
  files: readonly SourceFile[],
): Promise<void> {
  const listed = sql`unnest(
    ${files.map(({ path }) => path)}::text[],
    ${files.map(({ sizeBytes }) => sizeBytes)}::bigint[],
    ${files.map(({ entityTag }) => entityTag)}::text[]
  ) as listed (path, size_bytes, entity_tag)`;
  await withTransaction(db, async (trx) => {
    await sql`
      delete from import_files as file where transfer_id = ${transferId} and not exists (
        select from ${listed} where listed.path = file.path collate "C"
          and listed.size_bytes = file.size_bytes and listed.entity_tag = file.entity_tag
      )`.execute(trx);
    await sql`
      insert into import_files (transfer_id, path, size_bytes, entity_tag)
      select ${transferId}, listed.path, listed.size_bytes, listed.entity_tag from ${listed}
      on conflict do nothing`.execute(trx);
  });
}

/** In the order of their paths. */
export async function listFiles(db: Database, transferId: number): Promise<ImportFile[]> {
  const rows = await db
    .selectFrom("import_files")
    .select(["path", "size_bytes", "entity_tag", "sha256", "starts_at"])
    .where("transfer_id", "=", transferId)
    .orderBy("path")
    .execute();
  return rows.map((row) => ({
    path: row.path,
    sizeBytes: row.size_bytes,
    entityTag: row.entity_tag,
    sha256: hexOrNull(row.sha256),
    startsAt: row.starts_at,
  }));
}

/** The bytes of these files lie in one content. */
export async function recordFiles(
  db: Database,
  transferId: number,
  { sha256, files }: { sha256: string; files: readonly Pick<ImportFile, "path" | "startsAt">[] },
): Promise<void> {
  await sql`
    update import_files as file
    set sha256 = ${bytesOf(sha256)}, starts_at = come.starts_at
    from unnest(
      ${files.map(({ path }) => path)}::text[],
      ${files.map(({ startsAt }) => startsAt)}::bigint[]
    ) as come (path, starts_at)
    where file.transfer_id = ${transferId} and file.path = come.path collate "C"`.execute(db);
}

/** Their bytes must come again. */
export async function forgetContents(
  db: Database,
  transferId: number,
  sha256s: readonly string[],
): Promise<void> {
  await sql`
    update import_files set sha256 = null, starts_at = null
    where transfer_id = ${transferId} and sha256 = any(${sha256s.map(bytesOf)}::bytea[])`.execute(
    db,
  );
}

export async function removeFiles(db: Database, transferId: number): Promise<void> {
  await db.deleteFrom("import_files").where("transfer_id", "=", transferId).execute();
}
