const CACHED_BYTES = 48 * 1024 * 1024;
const OVERHEAD_BYTES = 100;

/** What was unpacked last, by its number: deltas follow their bases closely. */
export class RecentBytes {
  readonly #entries = new Map<number, Buffer>();
  #sizeBytes = 0;

  get(number: number): Buffer | undefined {
    return this.#entries.get(number);
  }

  set(number: number, bytes: Buffer): void {
    if (this.#entries.has(number) || bytes.length > CACHED_BYTES / 2) return;
    this.#entries.set(number, bytes);
    this.#sizeBytes += bytes.length + OVERHEAD_BYTES;
    for (const [oldest, { length }] of this.#entries) {
      if (this.#sizeBytes <= CACHED_BYTES) break;
      this.#entries.delete(oldest);
      this.#sizeBytes -= length + OVERHEAD_BYTES;
    }
  }
}
