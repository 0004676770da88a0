import { randomBytes } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CHUNK_BYTES = 256 * 1024;

/** Bytes that are needed once more at the end: in memory while they are few, then in a file. */
export class Spool {
  #chunks: Buffer[] = [];
  #bufferedBytes = 0;
  #file: FileHandle | undefined;
  #sizeBytes = 0;

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  async add(bytes: Buffer): Promise<void> {
    this.#chunks.push(bytes);
    this.#bufferedBytes += bytes.length;
    this.#sizeBytes += bytes.length;
    if (this.#bufferedBytes < CHUNK_BYTES) return;
    this.#file ??= await openNameless();
    await this.#file.appendFile(Buffer.concat(this.#chunks));
    this.#chunks = [];
    this.#bufferedBytes = 0;
  }

  async *read(): AsyncGenerator<Buffer, void, undefined> {
    const written = this.#sizeBytes - this.#bufferedBytes;
    for (let position = 0; position < written && this.#file !== undefined;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, written - position));
      const { bytesRead } = await this.#file.read(chunk, 0, chunk.length, position);
      if (bytesRead === 0) throw new Error("a spool ends too early");
      yield chunk.subarray(0, bytesRead);
      position += bytesRead;
    }
    if (this.#chunks.length > 0) yield Buffer.concat(this.#chunks);
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

/** It is gone as soon as it is closed, also when the process is killed. */
async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `gallery-spool-${randomBytes(8).toString("hex")}`);
  const file = await open(path, "wx+", 0o600);
  await unlink(path);
  return file;
}
