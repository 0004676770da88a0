import type { FileHandle } from "node:fs/promises";
import {
  addSpan,
  countBytes,
  missingSpans,
  removeSpan,
  runEnd,
  type ByteSpans,
} from "./byte-spans.ts";
import { writeFully, type Batch } from "./write-stream.ts";

/**
 * A file that several writers fill in parallel, in any order, overlapping: the first bytes at a
 * place stay, so bytes that a hash has passed do not change behind it.
 */
export class OnceWrittenFile {
  readonly #onGrow: (prefixBytes: number) => void;
  readonly #underway = new Set<Promise<void>>();
  /** Being written or written. */
  #claimed: ByteSpans;
  #written: ByteSpans;

  /** @param onGrow is told how long the unbroken run of bytes from the beginning is. */
  constructor(written: ByteSpans, onGrow: (prefixBytes: number) => void) {
    this.#claimed = this.#written = written;
    this.#onGrow = onGrow;
  }

  /** Writes what of the batch is not there yet. */
  async write(handle: FileHandle, batch: Batch): Promise<void> {
    const span = { start: batch.position, end: batch.position + batch.sizeBytes };
    const fresh = missingSpans(this.#claimed, span);
    this.#claimed = addSpan(this.#claimed, span);
    const writing = writeSpans(handle, batch, fresh);
    this.#underway.add(writing);
    try {
      await writing;
      for (const written of fresh) this.#written = addSpan(this.#written, written);
    } catch (error) {
      for (const failed of fresh) this.#claimed = removeSpan(this.#claimed, failed);
      throw error;
    } finally {
      this.#underway.delete(writing);
    }
    this.tell();
  }

  /** Waits for the writes that are on their way now, whether they succeed or not. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#underway);
  }

  /** Where the unbroken run of written bytes from `start` on ends. */
  writtenEnd(start: number): number {
    return runEnd(this.#written, start);
  }

  tell(): void {
    this.#onGrow(this.writtenEnd(0));
  }
}

async function writeSpans(handle: FileHandle, batch: Batch, spans: ByteSpans): Promise<void> {
  if (spans.length === 1 && countBytes(spans) === batch.sizeBytes) {
    await writeFully(handle, batch);
    return;
  }
  if (spans.length === 0) return;
  const bytes = Buffer.concat(batch.chunks);
  for (const { start, end } of spans) {
    const chunk = bytes.subarray(start - batch.position, end - batch.position);
    await writeFully(handle, { chunks: [chunk], position: start, sizeBytes: end - start });
  }
}
