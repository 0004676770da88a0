import { hashChunk, type XetHash } from "./hash.ts";

/** Hash, bytes. */
const ROW_BYTES = 32 + 4;
const FIRST_ROWS = 1024;

/** The chunks of a file as they are cut, 36 bytes each. */
export class CutChunks {
  #rows = Buffer.alloc(FIRST_ROWS * ROW_BYTES);
  #count = 0;

  add(chunk: Buffer): void {
    if ((this.#count + 1) * ROW_BYTES > this.#rows.length) {
      this.#rows = Buffer.concat([this.#rows, Buffer.alloc(this.#rows.length)]);
    }
    const row = this.#count * ROW_BYTES;
    hashChunk(chunk).copy(this.#rows, row);
    this.#rows.writeUInt32LE(chunk.length, row + 32);
    this.#count += 1;
  }

  toList(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#rows.subarray(0, this.#count * ROW_BYTES));
  }
}

/** The chunks of a file, asked for by their place. */
export class ChunkList {
  readonly #rows: Buffer;

  constructor(rows: Buffer) {
    this.#rows = rows;
  }

  get count(): number {
    return this.#rows.length / ROW_BYTES;
  }

  hash(index: number): XetHash {
    return this.#rows.subarray(index * ROW_BYTES, index * ROW_BYTES + 32);
  }

  sizeBytes(index: number): number {
    return this.#rows.readUInt32LE(index * ROW_BYTES + 32);
  }
}
