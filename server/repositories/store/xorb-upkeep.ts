import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { type ChunkSpan, type Xorb, type XorbRow, toXorb } from "./xorbs.ts";

/**
 * Takes xorbs of which files are made and that nobody has sent or wanted lately, those first that
 * were not looked at for longest. They count as looked at from now on.
 */
export async function takeXorbsToExamine(
  db: Database,
  { unwantedSince, now, limit }: { unwantedSince: Date; now: Date; limit: number },
): Promise<Xorb[]> {
  const { rows } = await sql<XorbRow>`
    with next as (
      select id from xorbs
      where examined_at < ${unwantedSince} and last_wanted_at < ${unwantedSince}
        and not exists (select from xorb_uploads where xorb_id = xorbs.id)
        and exists (select from content_chunks where xorb_id = xorbs.id)
      order by examined_at limit ${limit}
      for update skip locked
    )
    update xorbs set examined_at = ${now} from next where xorbs.id = next.id
    returning xorbs.id, hash, object_key, size_bytes, chunks`.execute(db);
  return rows.map(toXorb);
}

/** Spans that are looked at; a xorb with more of them is in use. */
const SPANS = 10_000;

/** The chunks of a xorb that files are made of; undefined when they are told by too many spans. */
export async function findWantedSpans(
  db: Database,
  xorbId: number,
): Promise<ChunkSpan[] | undefined> {
  const rows = await db
    .selectFrom("content_chunks")
    .select(["first_chunk", "end_chunk"])
    .distinct()
    .where("xorb_id", "=", xorbId)
    .limit(SPANS + 1)
    .execute();
  if (rows.length > SPANS) return undefined;
  return rows.map((row) => ({ first: row.first_chunk, end: row.end_chunk }));
}

/** A span of one xorb, and where the same chunks begin in another one. */
export type MovedSpan = ChunkSpan & { to: number };

/**
 * Makes files of a xorb that has the same chunks. The old one counts as wanted now: who is about to
 * name it finds it, and it goes when the grace time is over.
 * @returns false when the old one is gone.
 */
export async function moveTerms(
  trx: DatabaseTransaction,
  { from, to, spans }: { from: number; to: number; spans: readonly MovedSpan[] },
): Promise<boolean> {
  // Whoever makes a file of it waits here, and is not moved.
  const { rows } = await sql`
    update xorbs set last_wanted_at = now() where id = ${from} returning id`.execute(trx);
  if (rows.length === 0) return false;
  const firsts = spans.map(({ first }) => first);
  const ends = spans.map(({ end }) => end);
  const places = spans.map((span) => span.to);
  await sql`
    update content_chunks as term
    set xorb_id = ${to}, first_chunk = moved.place,
      end_chunk = moved.place + term.end_chunk - term.first_chunk
    from unnest(${firsts}::int[], ${ends}::int[], ${places}::int[])
      as moved (first_chunk, end_chunk, place)
    where term.xorb_id = ${from}
      and term.first_chunk = moved.first_chunk and term.end_chunk = moved.end_chunk`.execute(trx);
  return true;
}

/** The places of the chunks of a xorb that somebody may ask for. */
export async function findAskedPlaces(
  db: Database,
  xorbId: number,
): Promise<{ hash: Buffer; position: number }[]> {
  const rows = await db
    .selectFrom("xorb_chunks")
    .select(["chunk_hash", "position"])
    .where("xorb_id", "=", xorbId)
    .execute();
  return rows.map(({ chunk_hash: hash, position }) => ({ hash, position }));
}
