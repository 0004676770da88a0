import { sql } from "kysely";
import type { Viewer } from "../../accounts/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
import { visibleRepositories } from "../policy.ts";
import { bytesOf, hexOf } from "./hex.ts";

/** A large file, stored once over all repositories. */
export type Content = {
  id: number;
  sha256: string;
  sizeBytes: number;
  layout: "whole" | "chunked";
  /** The object that is all of it: of a whole content, and of a chunked one that has a copy. */
  objectKey: string | null;
  /** Of a chunked content: its hash in the xet protocol, 32 bytes. */
  xetHash: Buffer | null;
};

const columns = [
  "contents.id",
  "contents.sha256",
  "contents.size_bytes",
  "contents.layout",
  "contents.object_key",
  "contents.xet_hash",
] as const;

type Row = {
  id: number;
  sha256: Buffer;
  size_bytes: number;
  layout: string;
  object_key: string | null;
  xet_hash: Buffer | null;
};

function toContent(row: Row): Content {
  return {
    id: row.id,
    sha256: hexOf(row.sha256),
    sizeBytes: row.size_bytes,
    layout: row.layout as Content["layout"],
    objectKey: row.object_key,
    xetHash: row.layout === "chunked" ? row.xet_hash : null,
  };
}

export type StoredBytes = { key: string; sha256: string; sizeBytes: number };

/** As `upsertContents`, for one. */
export async function upsertContent(
  trx: DatabaseTransaction,
  stored: StoredBytes,
): Promise<Content> {
  const [content] = await upsertContents(trx, [stored]);
  if (content === undefined) throw new Error("an upsert returned no row");
  return content;
}

/**
 * Records verified bytes, each hash once. A content that is there is refreshed and wins; one that is
 * being deleted is revived with the new bytes. The caller removes an object that is no `objectKey`
 * of the answer.
 */
export async function upsertContents(
  trx: DatabaseTransaction,
  stored: readonly StoredBytes[],
): Promise<Content[]> {
  const { rows } = await sql<Row>`
    insert into contents as old (sha256, size_bytes, layout, object_key)
    select sha256, size_bytes, 'whole', object_key
    from unnest(
      ${stored.map(({ sha256 }) => bytesOf(sha256))}::bytea[],
      ${stored.map(({ sizeBytes }) => sizeBytes)}::bigint[],
      ${stored.map(({ key }) => key)}::text[]
    ) as fresh (sha256, size_bytes, object_key)
    order by sha256
    on conflict (sha256) do update set
      last_wanted_at = now(),
      layout = case old.state when 'deleting' then 'whole' else old.layout end,
      object_key = case old.state when 'deleting' then excluded.object_key else old.object_key end,
      xet_hash = case old.state when 'deleting' then null else old.xet_hash end,
      state = 'stored'
    returning id, sha256, size_bytes, layout, object_key, xet_hash`.execute(trx);
  const contents = rows.map(toContent);
  const whole = contents.filter(({ layout }) => layout === "whole").map(({ id }) => id);
  // Of those that were chunked until they were revived just now.
  await trx
    .deleteFrom("content_chunks")
    .where("content_id", "=", sql<number>`any(${whole}::bigint[])`)
    .execute();
  return contents;
}

/** For 24 hours the namespace may commit what was uploaded to it. */
export async function recordUpload(
  db: Database,
  { namespaceId, contentId }: { namespaceId: number; contentId: number },
): Promise<void> {
  await recordUploads(db, { namespaceId, contentIds: [contentId] });
}

/** As `recordUpload`, for many. */
export async function recordUploads(
  db: Database,
  { namespaceId, contentIds }: { namespaceId: number; contentIds: readonly number[] },
): Promise<void> {
  if (contentIds.length === 0) return;
  await sql`
    insert into content_uploads (namespace_id, content_id)
    select ${namespaceId}, id from unnest(${[...contentIds]}::bigint[]) as fresh (id) order by id
    on conflict (namespace_id, content_id) do update set uploaded_at = now()`.execute(db);
}

/**
 * Those of the contents that a viewer may name: they can read a repository that holds it, or it
 * was uploaded to the namespace in the last 24 hours. Knowing a hash is not owning the file. Where it
 * is closed it is read only by those who write.
 */
export async function findUsable(
  db: Database,
  who: { viewer: Viewer; namespaceId: number; now: Date },
  sha256s: readonly string[],
): Promise<Content[]> {
  if (sha256s.length === 0) return [];
  const isReadable = visibleRepositories(who.viewer, 2, who.now);
  const isWritable = visibleRepositories(who.viewer, 3, who.now);
  const rows = await db
    .selectFrom("contents")
    .select(columns)
    .where("sha256", "=", sql<Buffer>`any(${sha256s.map(bytesOf)}::bytea[])`)
    .where("state", "=", "stored")
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom("content_uploads")
            .select("content_id")
            .whereRef("content_id", "=", "contents.id")
            .where("namespace_id", "=", who.namespaceId)
            .where("uploaded_at", ">", sql<Date>`now() - interval '24 hours'`),
        ),
        exists(
          selectFrom("repository_objects")
            .select("content_id")
            .whereRef("content_id", "=", "contents.id")
            .where(({ ref }) => isReadable(ref("repository_objects.repository_id")))
            .where(({ or: either, not, exists: there, selectFrom: from, ref }) =>
              either([
                not(
                  there(
                    from("judged_files")
                      .select("oid")
                      .whereRef("repository_id", "=", "repository_objects.repository_id")
                      .whereRef("judged_files.sha256", "=", "contents.sha256")
                      .where("is_closed", "=", true),
                  ),
                ),
                isWritable(ref("repository_objects.repository_id")),
              ]),
            ),
        ),
      ]),
    )
    .execute();
  return rows.map(toContent);
}

const selectHeld = prepared((db, key: { repositoryId: number; sha256s: Buffer[] }) =>
  db
    .selectFrom("contents")
    .innerJoin("repository_objects", "repository_objects.content_id", "contents.id")
    .select(columns)
    .where("repository_objects.repository_id", "=", key.repositoryId)
    .where("sha256", "=", sql<Buffer>`any(${key.sha256s}::bytea[])`),
);

/** Those of the contents that a repository itself references, in any revision. */
export async function findHeld(
  db: Database,
  repositoryId: number,
  sha256s: readonly string[],
): Promise<Content[]> {
  if (sha256s.length === 0) return [];
  const rows = await selectHeld(db, { repositoryId, sha256s: sha256s.map(bytesOf) });
  return rows.map(toContent);
}

/** Whoever they belong to: only for one whose finished upload names them. */
export async function findStoredByIds(db: Database, ids: readonly number[]): Promise<Content[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("contents")
    .select(columns)
    .where("id", "=", sql<number>`any(${[...ids]}::bigint[])`)
    .where("state", "=", "stored")
    .execute();
  return rows.map(toContent);
}

/**
 * Those that are stored, whoever they belong to: only for one who has just sent all their bytes. They
 * are kept from the collector; rows are locked in the order of their ids.
 */
export async function refreshStoredByHashes(
  trx: DatabaseTransaction,
  sha256s: readonly string[],
): Promise<Content[]> {
  const { rows } = await sql<Row>`
    with held as (
      select id from contents
      where sha256 = any(${sha256s.map(bytesOf)}::bytea[]) and state = 'stored'
      order by id for no key update
    )
    update contents set last_wanted_at = now() from held
    where contents.id = held.id
    returning contents.id, sha256, size_bytes, layout, object_key, xet_hash`.execute(trx);
  return rows.map(toContent);
}

/**
 * Keeps contents from the collector while something begins to reference them. Returns those that
 * are still stored; rows are locked in the order of their ids.
 */
export async function refreshContents(
  trx: DatabaseTransaction,
  ids: readonly number[],
): Promise<number[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: number }>`
    with held as (
      select id from contents
      where id = any(${[...ids]}::bigint[]) and state = 'stored'
      order by id for no key update
    )
    update contents set last_wanted_at = now() from held
    where contents.id = held.id returning contents.id`.execute(trx);
  return rows.map(({ id }) => id);
}
