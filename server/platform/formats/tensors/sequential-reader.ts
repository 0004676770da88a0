import type { RandomAccess } from "../random-access.ts";
import { TensorFileError } from "./tensor-file.ts";

/** Reads grow from this, so that headers scattered over a large file cost little each… */
const SMALL_READ_BYTES = 4096;
/** …to this, where everything is read one after the other. */
const LARGE_READ_BYTES = 512 * 1024;

/** Reads a file from its beginning on, and passes over what is not wanted without reading it. */
export class SequentialReader {
  readonly #file: RandomAccess;
  #buffer: Buffer = Buffer.alloc(0);
  #bufferStart = 0;
  #position = 0;
  #readBytes: number;

  constructor(file: RandomAccess, { firstReadBytes = SMALL_READ_BYTES } = {}) {
    this.#file = file;
    this.#readBytes = firstReadBytes;
  }

  get position(): number {
    return this.#position;
  }

  get isAtEnd(): boolean {
    return this.#position >= this.#file.sizeBytes;
  }

  /**
   * The next bytes, exactly so many. They are valid until the next call.
   * @throws {TensorFileError} `truncated`, before anything is read for them.
   */
  async take(length: number): Promise<Buffer> {
    this.#require(length);
    const at = this.#position - this.#bufferStart;
    if (at + length > this.#buffer.length) return this.#takeNew(length);
    this.#position += length;
    return this.#buffer.subarray(at, at + length);
  }

  /** @throws {TensorFileError} `truncated` when the file ends before. */
  skip(length: number): void {
    this.#require(length);
    this.#position += length;
  }

  #require(length: number): void {
    if (length <= this.#file.sizeBytes - this.#position) return;
    const detail = `${length} bytes are claimed at ${this.#position}; the file has ${this.#file.sizeBytes}`;
    throw new TensorFileError("truncated", detail);
  }

  async #takeNew(length: number): Promise<Buffer> {
    const bufferEnd = this.#bufferStart + this.#buffer.length;
    const isNear = this.#position <= bufferEnd;
    this.#readBytes = isNear ? Math.min(this.#readBytes * 2, LARGE_READ_BYTES) : SMALL_READ_BYTES;
    const kept = isNear ? this.#buffer.subarray(this.#position - this.#bufferStart) : undefined;
    const start = isNear ? bufferEnd : this.#position;
    const wanted = Math.max(this.#position + length, start + this.#readBytes);
    const read = await this.#file.read(start, wanted);
    this.#buffer = kept === undefined || kept.length === 0 ? read : Buffer.concat([kept, read]);
    this.#bufferStart = this.#position;
    this.#position += length;
    return this.#buffer.subarray(0, length);
  }
}
