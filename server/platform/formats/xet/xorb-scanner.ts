import { ChunkStream } from "./chunk-stream.ts";
import { hashChunk, type XetHash } from "./hash.ts";
import { hashXorb } from "./merkle.ts";
import { XetFormatError } from "./xet-error.ts";

/**
 * The most bytes that a xorb may have. Clients fill it with chunks of 64 MiB before they are packed;
 * those that do not pack come with headers on top. Source: xet-core, xorb_object/constants.rs.
 */
export const MAX_XORB_BYTES = 65 * 1024 * 1024;
/** The most chunks that a xorb may have. Source: xet-core, xorb_object/constants.rs. */
export const MAX_XORB_CHUNKS = 8 * 1024;

/** A chunk of a xorb. Sizes and places in bytes. */
export type XorbChunk = {
  hash: XetHash;
  sizeBytes: number;
  /** Where the next chunk begins in the xorb. */
  packedEnd: number;
};

export type ScannedXorb = { hash: XetHash; chunks: XorbChunk[] };

/**
 * Checks a xorb while it arrives: unpacks and hashes chunk by chunk. A footer behind the chunks
 * does not count.
 *
 * @example
 * const scanner = new XorbScanner();
 * for await (const bytes of body) scanner.push(bytes);
 * const { hash, chunks } = scanner.finish();
 */
export class XorbScanner {
  readonly #stream = new ChunkStream();
  readonly #chunks: XorbChunk[] = [];
  #received = 0;
  #packedEnd = 0;

  /** @throws {XetFormatError} when the bytes so far cannot be a xorb. */
  push(bytes: Buffer): void {
    this.#received += bytes.length;
    if (this.#received > MAX_XORB_BYTES) {
      throw new XetFormatError(`a xorb has more than ${MAX_XORB_BYTES} bytes`);
    }
    for (const chunk of this.#stream.push(bytes)) {
      if (this.#chunks.length === MAX_XORB_CHUNKS) {
        throw new XetFormatError(`a xorb has more than ${MAX_XORB_CHUNKS} chunks`);
      }
      this.#packedEnd += chunk.packedBytes;
      const hash = hashChunk(chunk.bytes);
      this.#chunks.push({ hash, sizeBytes: chunk.bytes.length, packedEnd: this.#packedEnd });
    }
  }

  /** @throws {XetFormatError} when the last chunk is not whole, or there is none. */
  finish(): ScannedXorb {
    this.#stream.finish();
    if (this.#chunks.length === 0) throw new XetFormatError("a xorb has no chunks");
    return { hash: hashXorb(this.#chunks), chunks: this.#chunks };
  }
}
