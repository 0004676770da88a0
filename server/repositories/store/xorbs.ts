import { sql } from "kysely";
import type { Viewer } from "../../accounts/index.ts";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
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

type Row = { id: number; hash: Buffer; object_key: string; size_bytes: number; chunks: Buffer };

const columns = ["xorbs.id", "xorbs.hash", "object_key", "xorbs.size_bytes", "chunks"] as const;

function toXorb(row: Row): Xorb {
  const { id, hash, object_key: objectKey, size_bytes: sizeBytes, chunks } = row;
  return { id, hash, objectKey, sizeBytes, chunks };
}

/** Which chunk of a xorb a client may ask for. */
export type AskedChunk = { hash: Buffer; position: number };

/**
 * Records verified bytes. When the xorb is there, that one is refreshed and wins; one that is being
 * deleted is revived with the new bytes. The caller removes its object when `objectKey` of the
 * answer is another.
 */
export async function upsertXorb(
  trx: DatabaseTransaction,
  stored: { hash: Buffer; key: string; sizeBytes: number; chunks: Buffer; chunkCount: number },
): Promise<Xorb> {
  const { rows } = await sql<Row>`
    insert into xorbs as old (hash, object_key, size_bytes, chunk_count, chunks)
    values (${stored.hash}, ${stored.key}, ${stored.sizeBytes}, ${stored.chunkCount},
      ${stored.chunks})
    on conflict (hash) do update set
      last_wanted_at = now(),
      object_key = case old.state when 'deleting' then excluded.object_key else old.object_key end,
      size_bytes = case old.state when 'deleting' then excluded.size_bytes else old.size_bytes end,
      state = 'stored'
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
    .values(
      chunks.map(({ hash, position }) => ({ chunk_hash: hash, xorb_id: xorbId, position })),
    )
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
    .select(columns)
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
          .innerJoin("repository_objects", "repository_objects.content_id", "content_chunks.content_id")
          .select(["first_chunk", "end_chunk"])
          .whereRef("content_chunks.xorb_id", "=", "xorbs.id")
          .where(({ ref }) => isReadable(ref("repository_objects.repository_id")))
          .distinct()
          .limit(SPANS)
          .as("readable"),
      )
        .select(
          sql<[number, number][]>`coalesce(json_agg(json_build_array(first_chunk, end_chunk)), '[]')`.as(
            "spans",
          ),
        )
        .as("spans"),
    )
    .where("xorbs.hash", "=", sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .where("xorbs.state", "=", "stored")
    .execute();
  return rows.map(({ is_uploaded: isUploaded, spans, ...row }) => ({
    ...toXorb(row),
    spans: isUploaded ? null : (spans ?? []).map(([first, end]) => ({ first, end })),
  }));
}

/** The xorb in which a chunk lies that somebody asks for; whether they may know is asked next. */
export async function findXorbsOfChunk(db: Database, chunkHash: Buffer): Promise<Buffer[]> {
  const rows = await db
    .selectFrom("xorb_chunks")
    .innerJoin("xorbs", "xorbs.id", "xorb_chunks.xorb_id")
    .select("xorbs.hash")
    .where("chunk_hash", "=", chunkHash)
    .where("xorbs.state", "=", "stored")
    .orderBy("xorb_id", "desc")
    .limit(8)
    .execute();
  return rows.map(({ hash }) => hash);
}

/** A part of a chunked content: chunks of a xorb, in the order of the file. */
export type ContentTerm = Xorb & {
  firstChunk: number;
  endChunk: number;
  /** Where it begins in the file. */
  startByte: number;
  /** Bytes of the file. */
  termBytes: number;
};

const selectTerms = prepared((db, key: { contentId: number; start: number; end: number }) =>
  db
    .selectFrom("content_chunks")
    .innerJoin("xorbs", "xorbs.id", "content_chunks.xorb_id")
    .select(columns)
    .select(["first_chunk", "end_chunk", "start_byte", "content_chunks.size_bytes as term_bytes"])
    .where("content_id", "=", key.contentId)
    .where("start_byte", "<", key.end)
    .where(sql<number>`start_byte + content_chunks.size_bytes`, ">", key.start)
    .orderBy("position"),
);

/** The terms of a content that bytes of it from `start` up to, not including, `end` lie in. */
export async function findTerms(
  db: Database,
  key: { contentId: number; start: number; end: number },
): Promise<ContentTerm[]> {
  const rows = await selectTerms(db, key);
  return rows.map((row) => ({
    ...toXorb(row),
    firstChunk: row.first_chunk,
    endChunk: row.end_chunk,
    startByte: row.start_byte,
    termBytes: row.term_bytes,
  }));
}

export type NewTerm = {
  xorbId: number;
  firstChunk: number;
  endChunk: number;
  startByte: number;
  sizeBytes: number;
};

/**
 * Records a verified file whose bytes lie in xorbs. One that is stored already stays as it is, and
 * one that is being deleted is revived in the new layout.
 * @returns its content.
 */
export async function upsertChunkedContent(
  trx: DatabaseTransaction,
  file: { sha256: Buffer; xetHash: Buffer; sizeBytes: number; terms: readonly NewTerm[] },
): Promise<{ contentId: number }> {
  const { rows } = await sql<{ id: number; is_new: boolean }>`
    with before as (
      select id, state from contents where sha256 = ${file.sha256} for no key update
    )
    insert into contents as old (sha256, size_bytes, layout, object_key, xet_hash)
    values (${file.sha256}, ${file.sizeBytes}, 'chunked', null, ${file.xetHash})
    on conflict (sha256) do update set
      last_wanted_at = now(),
      layout = case old.state when 'deleting' then 'chunked' else old.layout end,
      object_key = case old.state when 'deleting' then null else old.object_key end,
      xet_hash = case old.state when 'deleting' then excluded.xet_hash else old.xet_hash end,
      state = 'stored'
    returning id, not exists (select from before where state = 'stored') as is_new`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error("an upsert returned no row");
  if (row.is_new) await replaceTerms(trx, row.id, file.terms);
  return { contentId: row.id };
}

const TERMS_PER_INSERT = 5_000;

async function replaceTerms(
  trx: DatabaseTransaction,
  contentId: number,
  terms: readonly NewTerm[],
): Promise<void> {
  await trx.deleteFrom("content_chunks").where("content_id", "=", contentId).execute();
  for (let start = 0; start < terms.length; start += TERMS_PER_INSERT) {
    const rows = terms.slice(start, start + TERMS_PER_INSERT).map((term, index) => ({
      content_id: contentId,
      position: start + index,
      xorb_id: term.xorbId,
      first_chunk: term.firstChunk,
      end_chunk: term.endChunk,
      start_byte: term.startByte,
      size_bytes: term.sizeBytes,
    }));
    await trx.insertInto("content_chunks").values(rows).execute();
  }
}

/** Locks xorbs against the collector while a file begins to name them; those that are still there. */
export async function refreshXorbs(
  trx: DatabaseTransaction,
  ids: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    with held as (
      select id from xorbs where id = any(${[...ids]}::bigint[]) and state = 'stored'
      order by id for no key update
    )
    update xorbs set last_wanted_at = now() from held
    where xorbs.id = held.id returning xorbs.id`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}
