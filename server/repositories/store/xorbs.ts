import { sql } from "kysely";
import type { Viewer } from "../../accounts/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { visibleRepositories } from "../policy.ts";

/** Chunks of many files in one object. */
export type Xorb = {
  id: number;
  /** 32 bytes. */
  hash: Buffer;
  objectKey: string;
  sizeBytes: number;
  /** Read it with `ChunkTable`. */
  chunks: Buffer;
};

export type XorbRow = {
  id: number;
  hash: Buffer;
  object_key: string;
  size_bytes: number;
  chunks: Buffer;
};

const xorbColumns = ["xorbs.id", "xorbs.hash", "object_key", "xorbs.size_bytes", "chunks"] as const;

export function toXorb(row: XorbRow): Xorb {
  const { id, hash, object_key: objectKey, size_bytes: sizeBytes, chunks } = row;
  return { id, hash, objectKey, sizeBytes, chunks };
}

/** Which chunk of a xorb a client may ask for. */
export type AskedChunk = { hash: Buffer; position: number };

/**
 * Records verified bytes. When the xorb is there, that one is refreshed and wins: the caller removes
 * its object when `objectKey` of the answer is another.
 */
export async function upsertXorb(
  trx: DatabaseTransaction,
  stored: { hash: Buffer; key: string; sizeBytes: number; chunks: Buffer; chunkCount: number },
): Promise<Xorb> {
  const { rows } = await sql<XorbRow>`
    insert into xorbs as old (hash, object_key, size_bytes, chunk_count, chunks)
    values (${stored.hash}, ${stored.key}, ${stored.sizeBytes}, ${stored.chunkCount},
      ${stored.chunks})
    on conflict (hash) do update set last_wanted_at = now()
    returning id, hash, object_key, size_bytes, chunks`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error("an upsert returned no row");
  return toXorb(row);
}

/** For 24 hours the namespace may make files of it. */
export async function recordXorbUpload(
  db: Database,
  upload: { namespaceId: number; xorbId: number },
): Promise<void> {
  await db
    .insertInto("xorb_uploads")
    .values({ namespace_id: upload.namespaceId, xorb_id: upload.xorbId })
    .onConflict((conflict) =>
      conflict.columns(["namespace_id", "xorb_id"]).doUpdateSet({ uploaded_at: sql`now()` }),
    )
    .execute();
}

export async function insertAskedChunks(
  db: Database,
  xorbId: number,
  chunks: readonly AskedChunk[],
): Promise<void> {
  if (chunks.length === 0) return;
  await db
    .insertInto("xorb_chunks")
    .values(chunks.map(({ hash, position }) => ({ chunk_hash: hash, xorb_id: xorbId, position })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

type Who = { viewer: Viewer; namespaceId: number; now: Date };

/** Chunks of a xorb from `first` up to, not including, `end`. */
export type ChunkSpan = { first: number; end: number };

/** A xorb with the parts that a viewer may name; null: all of it. */
export type UsableXorb = Xorb & { spans: ChunkSpan[] | null };

/** Spans of one xorb that are looked at: more than files that share it usually have. */
const SPANS = 10_000;

/**
 * Xorbs as far as a viewer may name them: all of one that was uploaded to the namespace in the last
 * 24 hours, and of any other the chunks of files that they can read. Knowing a hash is not owning
 * what it names.
 */
export async function findUsableXorbs(
  db: Database,
  who: Who,
  hashes: readonly Buffer[],
): Promise<UsableXorb[]> {
  const isReadable = visibleRepositories(who.viewer, 2, who.now);
  const rows = await db
    .selectFrom("xorbs")
    .select(xorbColumns)
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom("xorb_uploads")
          .select("xorb_id")
          .whereRef("xorb_id", "=", "xorbs.id")
          .where("namespace_id", "=", who.namespaceId)
          .where("uploaded_at", ">", sql<Date>`now() - interval '24 hours'`),
      ).as("is_uploaded"),
    )
    .select(({ selectFrom }) =>
      selectFrom(
        selectFrom("content_chunks")
          .innerJoin(
            "repository_objects",
            "repository_objects.content_id",
            "content_chunks.content_id",
          )
          .select(["first_chunk", "end_chunk"])
          .whereRef("content_chunks.xorb_id", "=", "xorbs.id")
          .where(({ ref }) => isReadable(ref("repository_objects.repository_id")))
          .distinct()
          .limit(SPANS)
          .as("readable"),
      )
        .select(
          sql<
            [number, number][]
          >`coalesce(json_agg(json_build_array(first_chunk, end_chunk)), '[]')`.as("spans"),
        )
        .as("spans"),
    )
    .where("xorbs.hash", "=", sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .execute();
  return rows.map(({ is_uploaded: isUploaded, spans, ...row }) => ({
    ...toXorb(row),
    spans: isUploaded ? null : (spans ?? []).map(([first, end]) => ({ first, end })),
  }));
}

/** The xorbs in which a chunk lies that somebody asks for; whether they may know is asked next. */
export async function findXorbsOfChunk(db: Database, chunkHash: Buffer): Promise<Xorb[]> {
  const rows = await db
    .selectFrom("xorb_chunks")
    .innerJoin("xorbs", "xorbs.id", "xorb_chunks.xorb_id")
    .select(xorbColumns)
    .where("chunk_hash", "=", chunkHash)
    .orderBy("xorb_id", "desc")
    .limit(8)
    .execute();
  return rows.map(toXorb);
}

/** Files of which it is looked what follows: the newest ones. */
const FILES = 8;
const TERMS_OF_A_FILE = 500;

/** Hashes of the xorbs of which files go on that have chunks of these ones, themselves included. */
export async function findXorbsBehind(
  db: Database,
  xorbIds: readonly number[],
  limit: number,
): Promise<Buffer[]> {
  const { rows } = await sql<{ hash: Buffer }>`
    with files as (
      select content_id, min(position) as position from content_chunks
      where xorb_id = any(${[...xorbIds]}::bigint[])
      group by content_id order by content_id desc limit ${FILES}
    )
    select distinct xorbs.hash from files
    cross join lateral (
      select xorb_id from content_chunks
      where content_id = files.content_id and position >= files.position
      order by position limit ${TERMS_OF_A_FILE}
    ) as behind
    join xorbs on xorbs.id = behind.xorb_id
    limit ${limit}`.execute(db);
  return rows.map(({ hash }) => hash);
}

/** Locks xorbs against the collector while a file begins to name them; those that are still there. */
export async function refreshXorbs(
  trx: DatabaseTransaction,
  ids: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    with held as (
      select id from xorbs where id = any(${[...ids]}::bigint[])
      order by id for no key update
    )
    update xorbs set last_wanted_at = now() from held
    where xorbs.id = held.id returning xorbs.id`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

export async function findXorb(
  db: Database,
  id: number,
): Promise<{ objectKey: string } | undefined> {
  const row = await db
    .selectFrom("xorbs")
    .select("object_key")
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { objectKey: row.object_key };
}

/** The keys of their objects, by the id of the xorb. */
export async function findXorbs(
  db: Database,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom("xorbs")
    .select(["id", "object_key"])
    .where("id", "=", sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, object_key: objectKey }) => [id, objectKey]));
}

/**
 * Removes xorbs that no file names, and notes their objects for removal in the same transaction.
 * One that somebody is about to name is locked by them, and passed over.
 * @returns how many.
 */
export async function takeUnwantedXorbs(
  trx: DatabaseTransaction,
  { unwantedSince, limit }: { unwantedSince: Date; limit: number },
): Promise<number> {
  const { rows } = await sql<{ object_key: string }>`
    with unwanted as (
      select id from xorbs
      where last_wanted_at < ${unwantedSince}
        and not exists (select from content_chunks where xorb_id = xorbs.id)
        and not exists (select from xorb_uploads where xorb_id = xorbs.id)
      order by last_wanted_at limit ${limit}
      for update skip locked
    ), removed as (
      delete from xorbs using unwanted where xorbs.id = unwanted.id returning object_key
    )
    insert into doomed_objects (object_key) select object_key from removed
    on conflict do nothing returning object_key`.execute(trx);
  return rows.length;
}

export async function removeOldXorbUploads(db: Database): Promise<void> {
  await db
    .deleteFrom("xorb_uploads")
    .where("uploaded_at", "<", sql<Date>`now() - interval '24 hours'`)
    .execute();
}
