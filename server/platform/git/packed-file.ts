import { readSync } from "node:fs";
import { PackError } from "./pack-format.ts";

const WINDOW_BYTES = 4 * 1024 * 1024;

/** A pack on the disk, read through a window that follows the reader. */
export class PackedFile {
  readonly #file: number;
  readonly #sizeBytes: number;
  #window: Buffer = Buffer.alloc(0);
  #start = 0;

  /** @param sizeBytes where the objects end and the checksum begins. */
  constructor(file: number, sizeBytes: number) {
    this.#file = file;
    this.#sizeBytes = sizeBytes;
  }

  /** The bytes from a place on, as many as there are. */
  at(position: number, wantedBytes: number): Buffer {
    const length = Math.min(wantedBytes, this.#sizeBytes - position);
    if (length <= 0) throw new PackError("the pack is cut short");
    const isHere =
      position >= this.#start && position + length <= this.#start + this.#window.length;
    if (!isHere) this.#move(position, length);
    return this.#window.subarray(position - this.#start, position - this.#start + length);
  }

  /** As `at`; undefined behind the end. */
  pieceAt(position: number, wantedBytes: number): Buffer | undefined {
    return position < this.#sizeBytes ? this.at(position, wantedBytes) : undefined;
  }

  #move(position: number, length: number): void {
    const wanted = Math.min(Math.max(length, WINDOW_BYTES), this.#sizeBytes - position);
    this.#window = readFully(this.#file, { position, length: wanted });
    this.#start = position;
  }
}

/** @throws {Error} when the file ends earlier. */
export function readFully(
  file: number,
  { position, length }: { position: number; length: number },
): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length;) {
    const count = readSync(file, bytes, filled, length - filled, position + filled);
    if (count === 0) throw new Error("a file of a push ends too early");
    filled += count;
  }
  return bytes;
}
