import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { hexOf } from "./hex.ts";

export type DoomedContent = { id: number; sha256: string; objectKey: string | null };

/**
 * Marks contents that no repository references and nobody has wanted since, under their row locks.
 * A content that somebody is about to reference is locked or refreshed by them, and passed over;
 * so is one whose finished upload still waits for its commit.
 * Also returns those that a run which died has left marked.
 */
export async function markUnreferenced(
  trx: DatabaseTransaction,
  { unwantedSince, limit }: { unwantedSince: Date; limit: number },
): Promise<DoomedContent[]> {
  const { rows } = await sql<{ id: number; sha256: Buffer; object_key: string | null }>`
    with doomed as (
      select id from contents
      where unreferenced_since < ${unwantedSince} and last_wanted_at < ${unwantedSince}
        and not exists (select from repository_objects where content_id = contents.id)
        and not exists (select from upload_sessions
          where content_id = contents.id and state = 'stored' and committed_at is null)
      order by unreferenced_since limit ${limit}
      for update skip locked
    )
    update contents set state = 'deleting' from doomed
    where contents.id = doomed.id returning contents.id, contents.sha256, contents.object_key`.execute(
    trx,
  );
  return rows.map(({ id, sha256, object_key }) => ({
    id,
    sha256: hexOf(sha256),
    objectKey: object_key,
  }));
}

/** Forgets a content whose bytes are gone, unless it was revived with other bytes meanwhile. */
export async function removeDoomed(
  db: Database,
  { id, objectKey }: DoomedContent,
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    delete from contents
    where id = ${id} and state = 'deleting' and object_key is not distinct from ${objectKey}
      and not exists (select from repository_objects where content_id = contents.id)
    returning id`.execute(db);
  return rows.length === 1;
}

export async function removeOldUploadRecords(db: Database): Promise<void> {
  await db
    .deleteFrom("content_uploads")
    .where("uploaded_at", "<", sql<Date>`now() - interval '24 hours'`)
    .execute();
}

/** Those of the keys that a content, a pack, a xorb or an unfinished upload names. */
export async function findReferencedKeys(
  db: Database,
  keys: readonly string[],
): Promise<Set<string>> {
  const asked = sql`any(${[...keys]}::text[])`;
  const { rows } = await sql<{ key: string }>`
    select object_key as key from contents where object_key = ${asked}
    union all select object_key from packs where object_key = ${asked}
    union all select object_key from xorbs where object_key = ${asked}
    union all select staging_key from upload_sessions
      where staging_key = ${asked} and state in ('open', 'verifying')`.execute(db);
  return new Set(rows.map(({ key }) => key));
}
