import { sql } from "kysely";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";

/** A part of a chunked content: chunks of a xorb, in the order of the file. */
export type ContentTerm = {
  /** Its place among the terms. */
  position: number;
  xorbId: number;
  xorbHash: Buffer;
  objectKey: string;
  firstChunk: number;
  endChunk: number;
  /** Where it begins in the file. */
  startByte: number;
  /** Bytes of the file. */
  termBytes: number;
};

type TermsKey = {
  contentId: number;
  start: number;
  end: number;
  /** None before this one: spares looking at them again. */
  fromPosition: number;
  limit: number;
};

const selectTerms = prepared((db, key: TermsKey) =>
  db
    .selectFrom("content_chunks")
    .innerJoin("xorbs", "xorbs.id", "content_chunks.xorb_id")
    .select(["position", "xorb_id", "xorbs.hash", "object_key"])
    .select(["first_chunk", "end_chunk", "start_byte", "content_chunks.size_bytes as term_bytes"])
    .where("content_id", "=", key.contentId)
    .where("position", ">=", key.fromPosition)
    .where("start_byte", "<", key.end)
    .where(sql<number>`start_byte + content_chunks.size_bytes`, ">", key.start)
    .orderBy("position")
    .limit(sql<number>`${key.limit}::bigint`),
);

/** The first terms of a content that bytes of it from `start` up to, not including, `end` lie in. */
export async function findTerms(db: Database, key: TermsKey): Promise<ContentTerm[]> {
  const rows = await selectTerms(db, key);
  return rows.map((row) => ({
    position: row.position,
    xorbId: row.xorb_id,
    xorbHash: row.hash,
    objectKey: row.object_key,
    firstChunk: row.first_chunk,
    endChunk: row.end_chunk,
    startByte: row.start_byte,
    termBytes: row.term_bytes,
  }));
}

/** What chunks xorbs have, by the id of the xorb; read it with `ChunkTable`. */
export async function findChunkTables(
  db: Database,
  xorbIds: readonly number[],
): Promise<Map<number, Buffer>> {
  const rows = await db
    .selectFrom("xorbs")
    .select(["id", "chunks"])
    .where("id", "=", sql<number>`any(${[...xorbIds]}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, chunks }) => [id, chunks]));
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

/** What a content is made of, from now on. */
export async function replaceTerms(
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

/** Whether this very file is stored: what its SHA-256 and its xet hash say was verified then. */
export async function findVerifiedFile(
  db: Database,
  { sha256, xetHash }: { sha256: Buffer; xetHash: Buffer },
): Promise<boolean> {
  const row = await db
    .selectFrom("contents")
    .select("id")
    .where("xet_hash", "=", xetHash)
    .where("sha256", "=", sha256)
    .where("state", "=", "stored")
    .executeTakeFirst();
  return row !== undefined;
}

/** A chunked content that the repository references in any revision. */
export async function findHeldByXetHash(
  db: Database,
  repositoryId: number,
  xetHash: Buffer,
): Promise<{ id: number; sizeBytes: number; sha256: string } | undefined> {
  const row = await db
    .selectFrom("contents")
    .innerJoin("repository_objects", "repository_objects.content_id", "contents.id")
    .select(["contents.id", "contents.size_bytes", "contents.sha256"])
    .where("repository_id", "=", repositoryId)
    .where("xet_hash", "=", xetHash)
    .where("layout", "=", "chunked")
    .executeTakeFirst();
  return row && { id: row.id, sizeBytes: row.size_bytes, sha256: row.sha256.toString("hex") };
}
