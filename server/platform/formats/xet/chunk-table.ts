import type { XorbChunk } from "./xorb-scanner.ts";

/** Hash, where the next chunk begins, bytes unpacked. */
const ROW_BYTES = 32 + 4 + 4;

/** The chunks of a xorb as a row of the database keeps them: 40 bytes each, little endian. */
export function writeChunkTable(chunks: readonly XorbChunk[]): Buffer {
  const table = Buffer.alloc(chunks.length * ROW_BYTES);
  chunks.forEach(({ hash, packedEnd, sizeBytes }, index) => {
    const row = index * ROW_BYTES;
    hash.copy(table, row);
    table.writeUInt32LE(packedEnd, row + 32);
    table.writeUInt32LE(sizeBytes, row + 36);
  });
  return table;
}

/** Chunks are asked for by their place in the xorb; the table is not unpacked as a whole. */
export class ChunkTable {
  readonly #table: Buffer;

  constructor(table: Buffer) {
    this.#table = table;
  }

  get count(): number {
    return this.#table.length / ROW_BYTES;
  }

  hash(index: number): Buffer {
    return this.#table.subarray(index * ROW_BYTES, index * ROW_BYTES + 32);
  }

  sizeBytes(index: number): number {
    return this.#table.readUInt32LE(index * ROW_BYTES + 36);
  }

  /** Where a chunk begins in the xorb; of the chunk after the last one, where the last one ends. */
  packedStart(index: number): number {
    return index === 0 ? 0 : this.#table.readUInt32LE((index - 1) * ROW_BYTES + 32);
  }

  /** Unpacked bytes of the chunks from `first` up to, not including, `end`. */
  bytesOf(first: number, end: number): number {
    let bytes = 0;
    for (let index = first; index < end; index++) bytes += this.sizeBytes(index);
    return bytes;
  }
}
