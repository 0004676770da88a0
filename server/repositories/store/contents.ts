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
  /** Of a whole content. */
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

/**
 * Records verified bytes. When the content is there, that one is refreshed and wins; one that is
 * being deleted is revived with the new bytes. The caller removes its object when `objectKey` of
 * the answer is another.
 */
export async function upsertContent(
  trx: DatabaseTransaction,
  stored: { key: string; sha256: string; sizeBytes: number },
): Promise<Content> {
  const { rows } = await sql<Row>`
    insert into contents as old (sha256, size_bytes, layout, object_key)
    values (${bytesOf(stored.sha256)}, ${stored.sizeBytes}, 'whole', ${stored.key})
    on conflict (sha256) do update set
      last_wanted_at = now(),
      layout = case old.state when 'deleting' then 'whole' else old.layout end,
      object_key = case old.state when 'deleting' then excluded.object_key else old.object_key end,
      xet_hash = case old.state when 'deleting' then null else old.xet_hash end,
      state = 'stored'
    returning id, sha256, size_bytes, layout, object_key, xet_hash`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error("an upsert returned no row");
  // Of one that was chunked until it was revived just now.
  if (row.layout === "whole") {
    await trx.deleteFrom("content_chunks").where("content_id", "=", row.id).execute();
  }
  return toContent(row);
}

/** For 24 hours the namespace may commit what was uploaded to it. */
export async function recordUpload(
  db: Database,
  upload: { namespaceId: number; contentId: number },
): Promise<void> {
  await db
    .insertInto("content_uploads")
    .values({ namespace_id: upload.namespaceId, content_id: upload.contentId })
    .onConflict((conflict) =>
      conflict.columns(["namespace_id", "content_id"]).doUpdateSet({ uploaded_at: sql`now()` }),
    )
    .execute();
}

/**
 * Those of the contents that a viewer may name: they can read a repository that holds it, or it
 * was uploaded to the namespace in the last 24 hours. Knowing a hash is not owning the file.
 */
export async function findUsable(
  db: Database,
  who: { viewer: Viewer; namespaceId: number; now: Date },
  sha256s: readonly string[],
): Promise<Content[]> {
  if (sha256s.length === 0) return [];
  const isReadable = visibleRepositories(who.viewer, 2, who.now);
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
            .where(({ ref }) => isReadable(ref("repository_objects.repository_id"))),
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

/** Whoever it belongs to: only for one who has just sent all its bytes. */
export async function findStoredByHash(db: Database, sha256: string): Promise<Content | undefined> {
  const row = await db
    .updateTable("contents")
    .set({ last_wanted_at: sql`now()` })
    .where("sha256", "=", bytesOf(sha256))
    .where("state", "=", "stored")
    .returning(columns)
    .executeTakeFirst();
  return row && toContent(row);
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
