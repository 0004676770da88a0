import { Hasher } from "gearhash-jit";

/** How large chunks are, in bytes. Source: xet specification, chunking.md. */
const LEAST_BYTES = 8 * 1024;
const MOST_BYTES = 128 * 1024;
/** A chunk ends where these bits of the rolling hash are zero: after 64 KiB on average. */
const MASK = 0xffff_0000_0000_0000n;
/** The rolling hash depends on so many bytes before it. */
const WINDOW_BYTES = 64;

/**
 * Cuts a file into chunks where its content says, while its bytes come; it holds no more than one
 * chunk and what came last. What it gives shares memory with what came.
 */
export class Chunker {
  readonly #hasher = new Hasher(MASK);
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of the rest in which no end of a chunk was found. */
  #searched = 0;

  /** The chunks that these bytes complete. */
  *push(bytes: Buffer): Generator<Buffer, void, undefined> {
    const data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let start = 0;
    let searched = this.#searched;
    for (;;) {
      const limit = Math.min(data.length, start + MOST_BYTES);
      const from = Math.max(start + searched, start + LEAST_BYTES - WINDOW_BYTES - 1);
      const found = from < limit ? this.#hasher.nextMatch(data.subarray(from, limit)) : -1;
      const end = found < 0 ? limit : from + found;
      const isCut = found < 0 ? limit - start === MOST_BYTES : end - start >= LEAST_BYTES;
      if (isCut) {
        yield data.subarray(start, end);
        this.#hasher.resetHash();
        start = end;
        searched = 0;
      } else if (found < 0) {
        searched = from < limit ? limit - start : searched;
        break;
      } else searched = end - start;
    }
    this.#rest = Buffer.from(data.subarray(start));
    this.#searched = searched;
  }

  /** Ends the file. @returns its last chunk; undefined when the file ended with the one before. */
  finish(): Buffer | undefined {
    return this.#rest.length === 0 ? undefined : this.#rest;
  }
}
