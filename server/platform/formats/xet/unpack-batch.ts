import { CHUNK_HEADER_BYTES, readChunkHeader } from "./chunk.ts";
import { openSession } from "./thread.ts";

/**
 * The bytes of some chunks that lie one behind the other. Chunks that are not compressed are moved
 * together where they are; of others the memory is given to a thread.
 * @param packed from the header of the first chunk to the end of the last one.
 * @param sizes that the chunks have unpacked, as they were verified when they came.
 * @returns the bytes, and whether they lie in memory of their own.
 * @throws {XetFormatError} when they have not.
 */
export async function unpackBatch(
  packed: Uint8Array<ArrayBuffer>,
  sizes: readonly number[],
): Promise<{ bytes: Uint8Array<ArrayBuffer>; isFresh: boolean }> {
  const whole = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const plain = findPlain(whole, sizes);
  if (plain !== undefined) return { bytes: moveTogether(packed, plain), isFresh: false };
  const result = await openSession()({ verb: "unpack", bytes: packed, sizes });
  if (result?.kind !== "bytes") throw new Error("chunks were lost with their thread");
  return { bytes: result.bytes, isFresh: true };
}

type Span = { start: number; end: number };

/** Where the bytes of the chunks lie; undefined when one of them has to be unpacked. */
function findPlain(packed: Buffer, sizes: readonly number[]): Span[] | undefined {
  const spans: Span[] = [];
  let start = CHUNK_HEADER_BYTES;
  for (const size of sizes) {
    const { scheme, sizeBytes } = readChunkHeader(packed, start - CHUNK_HEADER_BYTES);
    if (scheme !== "none" || sizeBytes !== size) return undefined;
    spans.push({ start, end: start + size });
    start += size + CHUNK_HEADER_BYTES;
  }
  return spans;
}

function moveTogether(
  packed: Uint8Array<ArrayBuffer>,
  spans: readonly Span[],
): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const { start, end } of spans) {
    packed.copyWithin(length, start, end);
    length += end - start;
  }
  return packed.subarray(0, length);
}
