import type { Context } from "../../context.ts";
import { ChunkTable } from "../../platform/formats/xet/index.ts";
import type { ByteInterval } from "../reading/entry.ts";
import { type ContentTerm, findChunkTables, findTerms } from "../store/chunked-contents.ts";

/** Terms that are looked up at a time, with the tables of their xorbs. */
const WINDOW = 64;

/** A term with the chunks of its xorb. */
export type OpenTerm = ContentTerm & { chunks: ChunkTable };

/**
 * The terms that a range of a chunked content lies in, in the order of the file; a few are held at
 * a time, and a table that several of them share is read once.
 */
export async function* openTerms(
  { db }: Pick<Context, "db">,
  contentId: number,
  range: ByteInterval,
): AsyncGenerator<OpenTerm, void, undefined> {
  let { start } = range;
  let fromPosition = 0;
  let tables = new Map<number, ChunkTable>();
  while (start < range.end) {
    const key = { contentId, start, end: range.end, fromPosition, limit: WINDOW };
    const terms = await findTerms(db, key);
    const last = terms.at(-1);
    if (last === undefined) throw new Error(`content ${contentId} ends at ${start}`);
    tables = await readTables(db, terms, tables);
    for (const term of terms) {
      const chunks = tables.get(term.xorbId);
      if (chunks === undefined) throw new Error(`content ${contentId} names a xorb that is gone`);
      yield { ...term, chunks };
    }
    start = last.startByte + last.termBytes;
    fromPosition = last.position + 1;
  }
}

async function readTables(
  db: Context["db"],
  terms: readonly ContentTerm[],
  known: ReadonlyMap<number, ChunkTable>,
): Promise<Map<number, ChunkTable>> {
  const ids = [...new Set(terms.map(({ xorbId }) => xorbId))];
  const missing = ids.filter((id) => !known.has(id));
  const found = missing.length === 0 ? new Map() : await findChunkTables(db, missing);
  const tables = new Map<number, ChunkTable>();
  for (const id of ids) {
    const bytes = found.get(id);
    const table = known.get(id) ?? (bytes && new ChunkTable(bytes));
    if (table !== undefined) tables.set(id, table);
  }
  return tables;
}

/** The chunks of a term that a range of the file lies in, and where the first of them begins. */
export function chunksOf(
  { firstChunk, endChunk, startByte: termStart, chunks }: OpenTerm,
  range: ByteInterval,
): { first: number; end: number; startByte: number } {
  let first = firstChunk;
  let startByte = termStart;
  while (first < endChunk - 1 && startByte + chunks.sizeBytes(first) <= range.start) {
    startByte += chunks.sizeBytes(first);
    first += 1;
  }
  let end = first;
  for (let byte = startByte; end < endChunk && byte < range.end; end++) {
    byte += chunks.sizeBytes(end);
  }
  return { first, end, startByte };
}
