import type { FileHandle } from "node:fs/promises";

/** A file that is open for as long as somebody uses it, once for all of them. */
export class SharedFile {
  readonly #open: () => Promise<FileHandle>;
  #handle: Promise<FileHandle> | undefined;
  #users = 0;

  constructor(open: () => Promise<FileHandle>) {
    this.#open = open;
  }

  /** Each success must be followed by one `release`. */
  async acquire(): Promise<FileHandle> {
    this.#users++;
    this.#handle ??= this.#open();
    try {
      return await this.#handle;
    } catch (error) {
      await this.release().catch(() => undefined);
      throw error;
    }
  }

  async release(): Promise<void> {
    this.#users--;
    if (this.#users > 0) return;
    const handle = this.#handle;
    this.#handle = undefined;
    await (await handle)?.close();
  }
}
