import { CHUNK_HEADER_BYTES, readChunkHeader, unpackChunk } from "./chunk.ts";
import { hashChunk, type XetHash } from "./hash.ts";
import { hashXorb } from "./merkle.ts";
import { XetFormatError } from "./xet-error.ts";

/** The most bytes that a xorb may have. Source: xet specification, xorb.md. */
export const MAX_XORB_BYTES = 64 * 1024 * 1024;
/** The most chunks that a xorb may have. Source: xet-core, xorb_object/constants.rs. */
const MAX_CHUNKS = 8 * 1024;
/** How the footer begins that older clients send behind the chunks. */
const FOOTER = Buffer.from("XETBLOB");

/** A chunk of a xorb. Sizes and places in bytes. */
export type XorbChunk = {
  hash: XetHash;
  sizeBytes: number;
  /** Where its header begins in the xorb. */
  packedStart: number;
  /** Where the next chunk begins. */
  packedEnd: number;
};

export type ScannedXorb = {
  hash: XetHash;
  chunks: XorbChunk[];
  /** Bytes of the chunks: a footer behind them does not count and need not be kept. */
  packedBytes: number;
};

/**
 * Checks a xorb while it arrives: unpacks and hashes chunk by chunk, holding no more than one.
 *
 * @example
 * const scanner = new XorbScanner();
 * for await (const bytes of body) scanner.push(bytes);
 * const { hash, chunks } = scanner.finish();
 */
export class XorbScanner {
  readonly #chunks: XorbChunk[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #packedBytes = 0;
  #received = 0;
  #isInFooter = false;

  /** @throws {XetFormatError} when the bytes so far cannot be a xorb. */
  push(bytes: Buffer): void {
    this.#received += bytes.length;
    if (this.#received > MAX_XORB_BYTES) {
      throw new XetFormatError(`a xorb has more than ${MAX_XORB_BYTES} bytes`);
    }
    if (this.#isInFooter) return;
    const pending = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let offset = 0;
    for (let end = this.#readChunk(pending, 0); end > offset;) {
      offset = end;
      end = this.#readChunk(pending, offset);
    }
    this.#rest = Buffer.from(pending.subarray(offset));
  }

  /** @throws {XetFormatError} when the last chunk is not whole, or there is none. */
  finish(): ScannedXorb {
    if (this.#rest.length > 0 && !this.#isInFooter) {
      throw new XetFormatError("a xorb ends within a chunk");
    }
    const chunks = this.#chunks;
    if (chunks.length === 0) throw new XetFormatError("a xorb has no chunks");
    return { hash: hashXorb(chunks), chunks, packedBytes: this.#packedBytes };
  }

  /** @returns where the next chunk begins; `offset` when this one is not whole yet. */
  #readChunk(pending: Buffer, offset: number): number {
    if (pending.length - offset < CHUNK_HEADER_BYTES) return offset;
    if (pending.subarray(offset, offset + FOOTER.length).equals(FOOTER)) {
      this.#isInFooter = true;
      return offset;
    }
    const header = readChunkHeader(pending, offset);
    const start = offset + CHUNK_HEADER_BYTES;
    const end = start + header.packedBytes;
    if (end > pending.length) return offset;
    const bytes = unpackChunk(header, pending.subarray(start, end));
    if (this.#chunks.length === MAX_CHUNKS) {
      throw new XetFormatError(`a xorb has more than ${MAX_CHUNKS} chunks`);
    }
    const packedStart = this.#packedBytes;
    this.#packedBytes += end - offset;
    this.#chunks.push({
      hash: hashChunk(bytes),
      sizeBytes: bytes.length,
      packedStart,
      packedEnd: this.#packedBytes,
    });
    return end;
  }
}
