import type { Context } from "../../context.ts";
import { ChunkStream, ChunkTable } from "../../platform/formats/xet/index.ts";
import type { ByteInterval, ReadOptions } from "../reading/entry.ts";
import { type ContentTerm, findTerms } from "../store/chunked-contents.ts";

/** Terms that are looked up at a time. */
const WINDOW = 32;

/**
 * The bytes of a chunked content, or a part of them, in chunks of up to 128 KiB. Whole chunks are
 * read and unpacked; what lies outside the range is cut off.
 */
export async function* readChunked(
  { db, store }: Pick<Context, "db" | "store">,
  content: { id: number; sizeBytes: number },
  { range, signal }: Omit<ReadOptions, "reuseBuffers"> & { range?: ByteInterval | undefined } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const wanted = range ?? { start: 0, end: content.sizeBytes };
  const end = Math.min(wanted.end, content.sizeBytes);
  let position = wanted.start;
  while (position < end) {
    const terms = await findTerms(db, {
      contentId: content.id,
      start: position,
      end,
      limit: WINDOW,
    });
    for (const term of terms) {
      const part = partOf(term, { start: position, end });
      const options = signal === undefined ? part.packed : { ...part.packed, signal };
      yield* unpack(store.read(term.objectKey, options), part);
      position = term.startByte + term.termBytes;
    }
    if (terms.length === 0) throw new Error(`content ${content.id} ends at ${position}`);
  }
}

/** What is read of a term, and what of that is wanted. */
type Part = {
  packed: ByteInterval;
  /** Unpacked bytes before the wanted ones. */
  skipBytes: number;
  wantedBytes: number;
};

/** The chunks of a term that a range of the file lies in. */
export function chunksOf(
  term: Pick<ContentTerm, "firstChunk" | "endChunk" | "startByte" | "termBytes">,
  chunks: ChunkTable,
  range: ByteInterval,
): { first: number; end: number; startByte: number } {
  let first = term.firstChunk;
  let { startByte } = term;
  while (first < term.endChunk - 1 && startByte + chunks.sizeBytes(first) <= range.start) {
    startByte += chunks.sizeBytes(first);
    first += 1;
  }
  let end = first;
  for (let byte = startByte; end < term.endChunk && byte < range.end; end++) {
    byte += chunks.sizeBytes(end);
  }
  return { first, end, startByte };
}

function partOf(term: ContentTerm, range: ByteInterval): Part {
  const chunks = new ChunkTable(term.chunks);
  const { first, end, startByte } = chunksOf(term, chunks, range);
  const wantedStart = Math.max(range.start, term.startByte);
  const wantedEnd = Math.min(range.end, term.startByte + term.termBytes);
  return {
    packed: { start: chunks.packedStart(first), end: chunks.packedStart(end) },
    skipBytes: wantedStart - startByte,
    wantedBytes: wantedEnd - wantedStart,
  };
}

async function* unpack(
  packed: AsyncIterable<Uint8Array>,
  { skipBytes, wantedBytes }: Part,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = new ChunkStream();
  let skip = skipBytes;
  let left = wantedBytes;
  for await (const bytes of packed) {
    for (const chunk of stream.push(Buffer.from(bytes))) {
      const wanted = chunk.bytes.subarray(skip, skip + left);
      skip = Math.max(0, skip - chunk.bytes.length);
      left -= wanted.length;
      if (wanted.length > 0) yield wanted;
    }
  }
  if (left > 0) throw new Error(`a xorb ends ${left} bytes too early`);
}
