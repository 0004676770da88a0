import type { FileHandle } from "node:fs/promises";
import { IncomingMessage } from "node:http";
import type { ByteSource } from "./object-store.ts";

/** Bytes of one write call; `chunks` together are `sizeBytes` long and lie at `position`. */
export type Batch = { chunks: Uint8Array[]; position: number; sizeBytes: number };

const BATCH_BYTES = 1024 * 1024;
// Above this many the system call would be split, and tiny chunks cost more than a copy.
const BATCH_CHUNKS = 512;

/**
 * Hands a stream on in batches of about a mebibyte: one is on its way while the next one gathers.
 * What arrived before the source failed is still handed on.
 * @returns the number of bytes that the source had.
 */
export async function inBatches(
  source: AsyncIterable<Uint8Array>,
  offset: number,
  write: (batch: Batch) => Promise<void>,
): Promise<number> {
  let batch: Batch = { chunks: [], position: offset, sizeBytes: 0 };
  let underway: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of source) {
      batch.chunks.push(chunk);
      batch.sizeBytes += chunk.byteLength;
      if (batch.sizeBytes < BATCH_BYTES && batch.chunks.length < BATCH_CHUNKS) continue;
      await underway;
      underway = write(batch);
      // Its failure is met at the next await; until then it must not count as unhandled.
      underway.catch(() => undefined);
      batch = { chunks: [], position: batch.position + batch.sizeBytes, sizeBytes: 0 };
    }
  } finally {
    await underway;
    if (batch.sizeBytes > 0) await write(batch);
  }
  return batch.position + batch.sizeBytes - offset;
}

/**
 * Gives the memory of chunks back that nobody needs any more. Left to the garbage collector, the
 * chunks of a fast request make V8 mark the whole heap once per 40 MB, which costs more than hashing.
 */
export function releaseChunks(chunks: readonly Uint8Array[]): void {
  for (const { buffer, byteLength } of chunks) {
    const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
    if (isWhole) buffer.transfer(0);
  }
}

/** Writes all chunks, however little the system takes at a time. */
export async function writeFully(handle: FileHandle, batch: Batch): Promise<void> {
  let { chunks, position } = batch;
  let left = batch.sizeBytes;
  while (left > 0) {
    const { bytesWritten } = await handle.writev(chunks, position);
    left -= bytesWritten;
    position += bytesWritten;
    if (left > 0) chunks = [Buffer.concat(chunks).subarray(bytesWritten)];
  }
}

/**
 * A source whose silence `signal` can end. A request of the HTTP server is left open when the
 * reading stops early, so that it can still be answered; any other source is released.
 */
export async function* abortable(
  source: ByteSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = iteratorOf(source);
  let fail: (reason: unknown) => void = () => undefined;
  const onAbort = () => fail(signal?.reason);
  signal?.addEventListener("abort", onAbort);
  let isDone = false;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        fail = reject;
        Promise.resolve(iterator.next()).then(resolve).catch(reject);
      });
      if (next.done === true) {
        isDone = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // Not awaited: a stalled generator would only return after its next chunk.
    if (!isDone) Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

function iteratorOf(source: ByteSource): AsyncIterator<Uint8Array> | Iterator<Uint8Array> {
  if (source instanceof IncomingMessage) return source.iterator({ destroyOnReturn: false });
  return Symbol.asyncIterator in source
    ? source[Symbol.asyncIterator]()
    : source[Symbol.iterator]();
}
