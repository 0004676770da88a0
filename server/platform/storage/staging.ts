import { open, rename, type FileHandle } from "node:fs/promises";
import { problem } from "#contract/problems.ts";
import { addSpan, countBytes, missingSpans, type ByteSpans } from "./byte-spans.ts";
import { checkPartBounds } from "./check-part-bounds.ts";
import { fileExists, removeFile } from "./durable-files.ts";
import { FileHash } from "./file-hash.ts";
import type { HashThreads } from "./hash-threads.ts";
import type { ByteSpan, StagingPart, StagingState } from "./object-store.ts";
import { OnceWrittenFile } from "./once-written-file.ts";
import { partSizeFor } from "./part-size.ts";
import { SharedFile } from "./shared-file.ts";
import {
  appendSpan,
  appendWriter,
  isDead,
  readJournal,
  type Journal,
  type Writer,
} from "./staging-journal.ts";
import { asStorageError, isMissing } from "./storage-problem.ts";
import type { StagingPaths } from "./store-layout.ts";
import { WriteBack } from "./write-back.ts";
import { expectSize, limitedTo } from "./write-object.ts";
import { abortable, inBatches, releaseChunks } from "./write-stream.ts";

export type StagingOptions = { paths: StagingPaths; writer: Writer; threads: HashThreads };

/** One upload in parts, as this process sees it; the truth lies in its file and its journal. */
export class Staging {
  readonly sizeBytes: number;
  readonly #options: StagingOptions;
  readonly #file: SharedFile;
  readonly #content: OnceWrittenFile;
  readonly #pastWriters: readonly Writer[];
  readonly #parts = new Map<AbortController, Promise<void>>();
  #announced: Promise<void> | undefined;
  #isSealed: boolean;
  #hash: FileHash;
  /** Written, synced and in the journal. */
  #durable: ByteSpans;

  private constructor(journal: Journal, isSealed: boolean, options: StagingOptions) {
    this.sizeBytes = journal.sizeBytes;
    this.#options = options;
    this.#pastWriters = journal.writers.filter(isDead);
    this.#isSealed = isSealed;
    this.#durable = journal.received;
    this.#file = new SharedFile(() => this.#openFile());
    this.#hash = this.#newHash();
    this.#content = new OnceWrittenFile(journal.received, (end) => this.#hash.extendTo(end));
  }

  /** Takes up an upload from its files. @throws {Problem} `upload-not-found`. */
  static async load(options: StagingOptions): Promise<Staging> {
    const journal = await readJournal(options.paths.journal);
    const isSealed = await fileExists(options.paths.sealed);
    return new Staging(journal, isSealed, options);
  }

  async state(): Promise<StagingState> {
    await this.#refresh();
    return {
      sizeBytes: this.sizeBytes,
      received: [...this.#durable],
      receivedBytes: countBytes(this.#durable),
      hashedBytes: this.#hash.hashedBytes,
      partSizeBytes: partSizeFor(this.sizeBytes),
    };
  }

  async writePart(part: StagingPart): Promise<void> {
    if (this.#isSealed) throw problem("upload-not-open");
    checkPartBounds(part, this.sizeBytes);
    const stop = new AbortController();
    const writing = this.#writePart(part, stop.signal);
    this.#parts.set(stop, writing);
    try {
      await writing;
    } catch (error) {
      throw stop.signal.aborted ? stop.signal.reason : asStorageError(error);
    } finally {
      this.#parts.delete(stop);
    }
  }

  /**
   * Takes no more parts: this process at once, others as soon as they open the file anew.
   * @throws {Problem} `upload-incomplete`.
   */
  async seal(): Promise<void> {
    await this.#refresh();
    const missing = missingSpans(this.#durable, { start: 0, end: this.sizeBytes });
    if (missing.length > 0) {
      throw problem("upload-incomplete", {
        detail: `${countBytes(missing)} of ${this.sizeBytes} bytes are missing`,
        extra: { missing },
      });
    }
    this.#isSealed = true;
    await this.#stopParts();
    const { part, sealed } = this.#options.paths;
    await rename(part, sealed).catch(async (error: unknown) => {
      if (!isMissing(error) || !(await fileExists(sealed))) throw error;
    });
  }

  /**
   * After `seal`: whether all bytes were written by this process, or by processes that had ended
   * before it began. Another one may still have the file open and change what was hashed.
   */
  async isTrusted(): Promise<boolean> {
    const { writers } = await readJournal(this.#options.paths.journal);
    const trusted = new Set([this.#options.writer, ...this.#pastWriters].map((w) => w.instance));
    return writers.every(({ instance }) => trusted.has(instance));
  }

  /** After `seal`: syncs the file and tells its SHA-256. */
  async finishHash(): Promise<string> {
    if (this.#hash.hasFailed) this.#hash = this.#newHash();
    this.#hash.extendTo(this.sizeBytes);
    const handle = await this.#file.acquire();
    try {
      const [sha256] = await Promise.all([this.#hash.digest(), handle.sync()]);
      return sha256;
    } finally {
      this.#hash = this.#newHash();
      await this.#file.release();
    }
  }

  /** Ends what this process does with the upload, and leaves the files. */
  async leave(): Promise<void> {
    this.#isSealed = true;
    await this.#stopParts();
    await this.#hash.forget();
  }

  async discard(): Promise<void> {
    await this.leave();
    const { part, sealed, journal } = this.#options.paths;
    for (const path of [part, sealed, journal]) await removeFile(path);
  }

  async #writePart(part: StagingPart, stop: AbortSignal): Promise<void> {
    const handle = await this.#file.acquire();
    try {
      this.#content.tell();
      await this.#receive(handle, part, stop);
    } finally {
      await this.#file.release();
    }
  }

  async #receive(handle: FileHandle, part: StagingPart, stop: AbortSignal): Promise<void> {
    const signal = part.signal ? AbortSignal.any([part.signal, stop]) : stop;
    const room = Math.min(part.sizeBytes ?? Infinity, this.sizeBytes - part.offset);
    const arrived: ByteSpan = { start: part.offset, end: part.offset };
    const writeBack = new WriteBack(() => this.#makeDurable(handle, arrived));
    try {
      const source = limitedTo(room, abortable(part.source, signal));
      const sizeBytes = await inBatches(source, part.offset, async (batch) => {
        await this.#content.write(handle, batch);
        if (part.ownsChunks) releaseChunks(batch.chunks);
        arrived.end = batch.position + batch.sizeBytes;
        writeBack.note(batch.sizeBytes);
      });
      expectSize(part.sizeBytes, sizeBytes);
    } finally {
      // Also what arrived of a part that failed need not be sent again.
      await writeBack.settle();
      await this.#makeDurable(handle, arrived);
    }
    if (missingSpans(this.#durable, arrived).length > 0) {
      throw problem("upload-incomplete", { detail: "A parallel copy of this part failed" });
    }
  }

  /** First the bytes, then the record of them. */
  async #makeDurable(handle: FileHandle, { start, end }: ByteSpan): Promise<void> {
    // Some of the bytes may be on their way from another part.
    await this.#content.settle();
    const span = { start, end: Math.min(end, this.#content.writtenEnd(start)) };
    if (span.start === span.end) return;
    await handle.datasync();
    await appendSpan(this.#options.paths.journal, span);
    this.#durable = addSpan(this.#durable, span);
  }

  /** Other processes may have received parts since the journal was last read. */
  async #refresh(): Promise<void> {
    const { received } = await readJournal(this.#options.paths.journal);
    for (const span of received) this.#durable = addSpan(this.#durable, span);
  }

  async #stopParts(): Promise<void> {
    for (const part of this.#parts.keys()) part.abort(problem("upload-not-open"));
    await Promise.allSettled(this.#parts.values());
  }

  /** Others must learn of this writer before it can write: see `isTrusted`. */
  async #openFile(): Promise<FileHandle> {
    const { paths, writer } = this.#options;
    this.#announced ??= appendWriter(paths.journal, writer);
    try {
      await this.#announced;
    } catch (error) {
      this.#announced = undefined;
      throw error;
    }
    try {
      return await open(this.#isSealed ? paths.sealed : paths.part, "r+");
    } catch (error) {
      throw isMissing(error) ? problem("upload-not-open", { cause: error }) : error;
    }
  }

  #newHash(): FileHash {
    return new FileHash(this.#options.threads, async () => {
      const { fd } = await this.#file.acquire();
      return { fd, release: () => this.#file.release() };
    });
  }
}
