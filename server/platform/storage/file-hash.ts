import type { HashStep, HashThreads } from "./hash-threads.ts";

// Several files share a thread: a step this long keeps them all moving.
const STEP_BYTES = 8 * 1024 * 1024;

/**
 * The SHA-256 of a file that is still being written. It follows the contiguous prefix, reading
 * back what was written, so it also serves a file that another process began.
 */
export class FileHash {
  readonly #perform: (step: HashStep) => Promise<string>;
  readonly #openFile: () => Promise<{ fd: number; release: () => Promise<void> }>;
  #hashedBytes = 0;
  #targetBytes = 0;
  #running: Promise<void> | undefined;
  #failure: unknown;

  /** @param openFile gives the file for as long as one run of steps reads it. */
  constructor(
    threads: HashThreads,
    openFile: () => Promise<{ fd: number; release: () => Promise<void> }>,
  ) {
    this.#perform = threads.openHash();
    this.#openFile = openFile;
  }

  get hashedBytes(): number {
    return this.#hashedBytes;
  }

  /** Whether reading or the thread failed; then only a new hash helps. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** Says that all bytes before `end` are written. */
  extendTo(end: number): void {
    this.#targetBytes = Math.max(this.#targetBytes, end);
    this.#running ??= this.#run();
  }

  /**
   * The hash of all bytes that `extendTo` was told of, as 64 hexadecimal digits. Ends this hash.
   * @throws {Error} when reading failed.
   */
  async digest(): Promise<string> {
    await this.#running;
    if (this.hasFailed) throw this.#failure;
    return this.#perform({ verb: "digest" });
  }

  /** Stops at the end of the current step and frees the thread's memory. */
  async forget(): Promise<void> {
    this.#targetBytes = 0;
    await this.#running;
    if (this.#hashedBytes > 0 && !this.hasFailed) await this.#perform({ verb: "forget" });
  }

  async #run(): Promise<void> {
    try {
      const { fd, release } = await this.#openFile();
      try {
        await this.#follow(fd);
      } finally {
        this.#running = undefined;
        await release();
      }
    } catch (error) {
      this.#failure ??= error;
      this.#running = undefined;
    }
  }

  async #follow(fd: number): Promise<void> {
    while (this.#hashedBytes < this.#targetBytes) {
      const start = this.#hashedBytes;
      const end = Math.min(this.#targetBytes, start + STEP_BYTES);
      await this.#perform({ verb: "update", fd, start, end });
      this.#hashedBytes = end;
    }
  }
}
