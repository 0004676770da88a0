import type { RandomAccess } from "../random-access.ts";

/** A source of bytes in order; where it can jump, bytes that nobody needs are never read. */
export type ByteStream = {
  /** The next bytes, at least one; null at the end. */
  next: () => Promise<Buffer | null>;
  /** Jumps over bytes, at most to the end. */
  skip?: (bytes: number) => void;
  /** Frees what the stream holds; it is not read any further. */
  close?: () => Promise<void>;
};

const FIRST_CHUNK_BYTES = 1024;
const CHUNK_BYTES = 256 * 1024;

/** The bytes of a part of a file: a little at first, for most files show at once what they are. */
export function streamOf(file: RandomAccess, start = 0, end = file.sizeBytes): ByteStream {
  let at = start;
  let chunkBytes = FIRST_CHUNK_BYTES;
  return {
    async next() {
      const chunk = await file.read(at, Math.min(at + chunkBytes, end));
      at += chunk.length;
      chunkBytes = CHUNK_BYTES;
      return chunk.length === 0 ? null : chunk;
    },
    skip(bytes) {
      at = Math.min(at + bytes, end);
    },
  };
}

/** The bytes of an iterable, one chunk after the other. */
export function streamOfChunks(chunks: AsyncIterable<Buffer>): ByteStream {
  const iterator = chunks[Symbol.asyncIterator]();
  return {
    async next() {
      for (;;) {
        const { done, value } = await iterator.next();
        if (done === true) return null;
        if (value.length > 0) return value;
      }
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** The part of a stream that is being looked at; it holds no more than was asked for, and a chunk. */
export class ByteWindow {
  readonly #stream: ByteStream;
  #bytes: Buffer = Buffer.alloc(0);
  #position = 0;
  #offset = 0;
  #isEnded = false;

  constructor(stream: ByteStream) {
    this.#stream = stream;
  }

  /** Of the next byte, from the beginning of the stream. */
  get offset(): number {
    return this.#offset + this.#position;
  }

  /** How many bytes can be looked at now. */
  get available(): number {
    return this.#bytes.length - this.#position;
  }

  /** @returns false when the stream ends before so many bytes. */
  async fill(bytes: number): Promise<boolean> {
    while (this.available < bytes && !this.#isEnded) {
      const chunk = await this.#stream.next();
      if (chunk === null) this.#isEnded = true;
      else this.#append(chunk);
    }
    return this.available >= bytes;
  }

  #append(chunk: Buffer): void {
    const rest = this.#bytes.subarray(this.#position);
    this.#offset += this.#position;
    this.#position = 0;
    this.#bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  }

  /** The next bytes, fewer when fewer are available; they stay. */
  peek(bytes: number): Buffer {
    return this.#bytes.subarray(this.#position, this.#position + bytes);
  }

  /** Where a byte is next, counted from here; -1 when it is not among the available ones. */
  indexOf(byte: number): number {
    const at = this.#bytes.indexOf(byte, this.#position);
    return at === -1 ? -1 : at - this.#position;
  }

  /** Goes over bytes that are available. */
  advance(bytes: number): void {
    this.#position += bytes;
  }

  /** Goes over bytes, available or not; at the end of the stream there are none left. */
  async skip(bytes: number): Promise<void> {
    const here = Math.min(bytes, this.available);
    this.#position += here;
    let left = bytes - here;
    if (left === 0) return;
    if (this.#stream.skip === undefined) {
      while (left > 0 && (await this.fill(1))) {
        const step = Math.min(left, this.available);
        this.#position += step;
        left -= step;
      }
      return;
    }
    this.#offset += this.#position + left;
    this.#bytes = Buffer.alloc(0);
    this.#position = 0;
    this.#stream.skip(left);
  }
}
