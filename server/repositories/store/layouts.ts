import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { doomObject } from "./doomed-objects.ts";
import type { ChunkSpan } from "./xorbs.ts";

/** A content that is one object of the store. */
export type WholeContent = { id: number; sha256: Buffer; sizeBytes: number; objectKey: string };

type Row = { id: number; sha256: Buffer; size_bytes: number; object_key: string };

/**
 * A whole content that was not compared with its neighbours yet: something was sent to its
 * repository in the last 24 hours, and some content there is chunked.
 * @param after none up to this id, so that one that cannot be compared now is passed over.
 */
export async function findWholeBesideChunked(
  db: Database,
  { leastBytes, after }: { leastBytes: number; after: number },
): Promise<WholeContent | undefined> {
  const { rows } = await sql<Row>`
    with sent as materialized (
      select distinct repository_id from repository_objects
      where content_id in (select content_id from content_uploads)
    ), mixed as materialized (
      select repository_id from sent where exists (
        select from repository_objects as edge
        join contents on contents.id = edge.content_id
        where edge.repository_id = sent.repository_id and layout = 'chunked'
      )
    )
    select id, sha256, size_bytes, object_key from contents
    where id in (
        select content_id from repository_objects
        where repository_id in (select repository_id from mixed)
      )
      and id > ${after} and layout = 'whole' and state = 'stored'
      and compared_at is null and size_bytes >= ${leastBytes}
    order by id limit 1`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { id, sha256, size_bytes: sizeBytes, object_key: objectKey } = row;
  return { id, sha256, sizeBytes, objectKey };
}

export async function noteCompared(db: Database, contentId: number, at: Date): Promise<void> {
  await db.updateTable("contents").set({ compared_at: at }).where("id", "=", contentId).execute();
}

/** Chunks of a xorb that a neighbour is made of. */
export type NeighbourSpan = ChunkSpan & { xorbId: number };

/** Neighbours that are looked at, and spans of all of them together. */
const NEIGHBOURS = 64;
const SPANS = 20_000;

/**
 * What the chunked neighbours of a content are made of: those that came under the same path first,
 * then the newest. A neighbour is held by every repository that holds the content, so that nobody
 * learns from its layout what lies in a repository that they cannot read.
 */
export async function findNeighbourSpans(
  db: Database,
  contentId: number,
): Promise<NeighbourSpan[]> {
  const { rows } = await sql<{ xorb_id: number; first_chunk: number; end_chunk: number }>`
    with neighbours as (
      select beside.content_id, bool_or(beside.path = edge.path) as is_version
      from repository_objects as edge
      join repository_objects as beside
        on beside.repository_id = edge.repository_id and beside.content_id <> edge.content_id
      join contents on contents.id = beside.content_id and contents.layout = 'chunked'
      where edge.content_id = ${contentId}
      group by beside.content_id
      having count(*) = (
        select count(*) from repository_objects where content_id = ${contentId}
      )
      order by is_version desc, beside.content_id desc limit ${NEIGHBOURS}
    )
    select xorb_id, first_chunk, end_chunk from neighbours
    join content_chunks using (content_id)
    group by xorb_id, first_chunk, end_chunk
    order by bool_or(is_version) desc, max(content_id) desc, xorb_id, first_chunk
    limit ${SPANS}`.execute(db);
  return rows.map((row) => ({ xorbId: row.xorb_id, first: row.first_chunk, end: row.end_chunk }));
}

/**
 * Lets a whole content be made of chunks from now on; its object goes when the grace time is over,
 * for somebody may be reading it. The terms are written by the caller, in the same transaction.
 * @returns false when it is gone, or not that object any more.
 */
export async function becomeChunked(
  trx: DatabaseTransaction,
  { id, objectKey, xetHash }: Pick<WholeContent, "id" | "objectKey"> & { xetHash: Buffer },
): Promise<boolean> {
  const changed = await trx
    .updateTable("contents")
    .set({ layout: "chunked", object_key: null, xet_hash: xetHash })
    .where("id", "=", id)
    .where("object_key", "=", objectKey)
    .where("layout", "=", "whole")
    .where("state", "=", "stored")
    .returning("id")
    .executeTakeFirst();
  if (changed === undefined) return false;
  await doomObject(trx, objectKey);
  return true;
}
