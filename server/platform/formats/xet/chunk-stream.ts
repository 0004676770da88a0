import { CHUNK_HEADER_BYTES, readChunkHeader, unpackChunk } from "./chunk.ts";
import { XetFormatError } from "./xet-error.ts";

/** A chunk as it came: unpacked, and how many bytes it took with its header. */
export type StreamedChunk = { bytes: Buffer; packedBytes: number };

/** How the footer begins that older clients send behind the chunks. */
const FOOTER = Buffer.from("XETBLOB");

/** Unpacks packed chunks that follow one another, while they arrive; it holds no more than one. */
export class ChunkStream {
  #rest: Buffer = Buffer.alloc(0);
  #isInFooter = false;

  /**
   * The chunks that these bytes complete.
   * @throws {XetFormatError} when they cannot be chunks.
   */
  *push(bytes: Buffer): Generator<StreamedChunk, void, undefined> {
    if (this.#isInFooter) return;
    const pending = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let offset = 0;
    for (let end = this.#endOfChunk(pending, 0); end > offset;) {
      const header = readChunkHeader(pending, offset);
      const packed = pending.subarray(offset + CHUNK_HEADER_BYTES, end);
      yield { bytes: unpackChunk(header, packed), packedBytes: end - offset };
      offset = end;
      end = this.#endOfChunk(pending, offset);
    }
    this.#rest = Buffer.from(pending.subarray(offset));
  }

  /** @throws {XetFormatError} when the last chunk is not whole. */
  finish(): void {
    if (this.#rest.length > 0 && !this.#isInFooter) {
      throw new XetFormatError("the bytes end within a chunk");
    }
  }

  /** Where the next chunk begins; `offset` when this one is not whole yet. */
  #endOfChunk(pending: Buffer, offset: number): number {
    if (pending.length - offset < CHUNK_HEADER_BYTES) return offset;
    if (pending.subarray(offset, offset + FOOTER.length).equals(FOOTER)) {
      this.#isInFooter = true;
      return offset;
    }
    const end = offset + CHUNK_HEADER_BYTES + readChunkHeader(pending, offset).packedBytes;
    return end > pending.length ? offset : end;
  }
}
