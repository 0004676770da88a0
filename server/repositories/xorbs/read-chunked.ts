import type { Context } from "../../context.ts";
import { unpackBatch } from "../../platform/formats/xet/index.ts";
import type { ByteInterval, ReadOptions } from "../reading/entry.ts";
import { chunksOf, openTerms, type OpenTerm } from "./open-terms.ts";

/** Unpacked bytes of the chunks that are read and unpacked at a time: a few of them are held. */
const BATCH_BYTES = 1024 * 1024;

/** Batches that are made ready while one is used: each may have a thread. */
const AHEAD = 2;

type Store = Pick<Context["store"], "read">;
type Options = Pick<ReadOptions, "signal">;

/**
 * The bytes of a chunked content, or a part of them. Whole chunks are read and unpacked, in threads
 * where that is work; what lies outside the range is cut off. While some bytes are used, the next
 * ones are made ready.
 */
export async function* readChunked(
  { db, store }: Pick<Context, "db" | "store">,
  content: { id: number; sizeBytes: number },
  { range, ...options }: ReadOptions & { range?: ByteInterval | undefined } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const start = range?.start ?? 0;
  const wanted = { start, end: Math.min(range?.end ?? content.sizeBytes, content.sizeBytes) };
  const memory = new Memory(options.reuseBuffers ?? false);
  const batches = batchesOf({ db, store, memory }, { contentId: content.id, wanted, options });
  const advance = async () => {
    const next = await batches.next();
    return next.done === true ? undefined : unpack(next.value, memory);
  };
  const upcoming: Promise<Ready | undefined>[] = [];
  const prepare = () => {
    const ready = advance();
    // Its failure is met when its turn comes; until then it must not count as unhandled.
    ready.catch(() => undefined);
    upcoming.push(ready);
  };
  try {
    for (let count = 0; count < AHEAD; count++) prepare();
    for (let ready = await upcoming.shift(); ready !== undefined; ready = await upcoming.shift()) {
      prepare();
      yield ready.bytes;
      memory.release(ready);
    }
  } finally {
    await Promise.allSettled(upcoming);
    await batches.return();
  }
}

async function* batchesOf(
  { db, ...site }: Pick<Context, "db"> & { store: Store; memory: Memory },
  { contentId, ...reading }: Omit<Reading, "term"> & { contentId: number },
): AsyncGenerator<Batch, void, undefined> {
  for await (const term of openTerms({ db }, contentId, reading.wanted)) {
    yield* readBatches(site, { term, ...reading });
  }
}

/** Whole chunks as they lie in a xorb, and what of them is wanted once they are unpacked. */
type Batch = {
  packed: Uint8Array<ArrayBuffer>;
  sizes: readonly number[];
  skipBytes: number;
  wantedBytes: number;
};

type Reading = { term: OpenTerm; wanted: ByteInterval; options: Options };

async function* readBatches(
  { store, memory }: { store: Store; memory: Memory },
  { term, wanted, options: { signal } }: Reading,
): AsyncGenerator<Batch, void, undefined> {
  const { chunks, objectKey } = term;
  const { first, end, startByte } = chunksOf(term, wanted);
  const packed = { start: chunks.packedStart(first), end: chunks.packedStart(end) };
  const pieces = new Pieces(
    store.read(objectKey, { ...packed, reuseBuffers: true, ...(signal && { signal }) }),
  );
  try {
    let byte = startByte;
    for (let at = first; at < end;) {
      const sizes = sizesOfBatch(term, { at, end });
      const batchEnd = at + sizes.length;
      const bytes = memory.take(chunks.packedStart(batchEnd) - chunks.packedStart(at));
      await pieces.fill(bytes);
      const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
      const skipBytes = Math.max(0, wanted.start - byte);
      const wantedBytes = Math.min(byte + sizeBytes, wanted.end) - byte - skipBytes;
      yield { packed: bytes, sizes, skipBytes, wantedBytes };
      byte += sizeBytes;
      at = batchEnd;
    }
  } finally {
    await pieces.close();
  }
}

function sizesOfBatch({ chunks }: OpenTerm, { at, end }: { at: number; end: number }): number[] {
  const sizes: number[] = [];
  for (let bytes = 0, chunk = at; chunk < end; chunk++) {
    bytes += chunks.sizeBytes(chunk);
    if (bytes > BATCH_BYTES && sizes.length > 0) break;
    sizes.push(chunks.sizeBytes(chunk));
  }
  return sizes;
}

type Ready = Awaited<ReturnType<typeof unpackBatch>>;

async function unpack(
  { packed, sizes, skipBytes, wantedBytes }: Batch,
  memory: Memory,
): Promise<Ready> {
  const { bytes, isFresh } = await unpackBatch(packed, sizes);
  if (!isFresh) memory.giveBack(packed.buffer);
  return { bytes: bytes.subarray(skipBytes, skipBytes + wantedBytes), isFresh };
}

/**
 * Memory for what is read. Where it may be used again, a few buffers take turns: by the time that
 * one more is wanted than are made ready, whoever uses the first has asked for more.
 */
class Memory {
  readonly #isReused: boolean;
  readonly #free: ArrayBuffer[] = [];

  constructor(isReused: boolean) {
    this.#isReused = isReused;
  }

  take(sizeBytes: number): Uint8Array<ArrayBuffer> {
    const known = this.#free.length > AHEAD ? this.#free.shift() : undefined;
    if (known !== undefined && known.byteLength >= sizeBytes) {
      return new Uint8Array(known, 0, sizeBytes);
    }
    const length = this.#isReused ? Math.max(sizeBytes, BATCH_BYTES + 64 * 1024) : sizeBytes;
    return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer, 0, sizeBytes);
  }

  /** Called when its bytes are ready: they are used up when those after the next ones are ready. */
  giveBack(buffer: ArrayBuffer): void {
    if (this.#isReused) this.#free.push(buffer);
  }

  /** Called when they were used. What a thread made is let go at once: there is much of it. */
  release({ bytes, isFresh }: Ready): void {
    if (this.#isReused && isFresh) bytes.buffer.transfer(0);
  }
}

/** Bytes that come in pieces, taken in the sizes that are wanted. */
class Pieces {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async fill(bytes: Uint8Array): Promise<void> {
    for (let filled = 0; filled < bytes.length;) {
      if (this.#rest.length === 0) {
        const next = await this.#source.next();
        if (next.done === true) throw new Error("a xorb ends too early");
        this.#rest = next.value;
      }
      const part = this.#rest.subarray(0, bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
