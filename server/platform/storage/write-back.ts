/** How much may be written before it is pushed to the disk, so that the last sync is short. */
const INTERVAL_BYTES = 64 * 1024 * 1024;

/** Syncs a file in the background while it grows. */
export class WriteBack {
  readonly #sync: () => Promise<void>;
  #dirtyBytes = 0;
  #running: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;

  constructor(sync: () => Promise<void>) {
    this.#sync = sync;
  }

  /** Says that this many more bytes are written. */
  note(sizeBytes: number): void {
    this.#dirtyBytes += sizeBytes;
    if (this.#dirtyBytes < INTERVAL_BYTES || this.#running) return;
    this.#dirtyBytes = 0;
    this.#running = this.#run();
  }

  /** Waits for what runs in the background. @throws what a sync threw. */
  async settle(): Promise<void> {
    await this.#running;
    if (this.#failure) throw this.#failure.error;
  }

  async #run(): Promise<void> {
    try {
      await this.#sync();
    } catch (error) {
      this.#failure ??= { error };
    } finally {
      this.#running = undefined;
    }
  }
}
