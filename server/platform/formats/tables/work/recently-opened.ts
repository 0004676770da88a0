/** What is known of files that were read before: of the most recent ones. */
export class RecentlyOpened<T> {
  readonly #files = new Map<string, Promise<T>>();
  readonly #most: number;

  constructor(most = 32) {
    this.#most = most;
  }

  /** Opens a file, unless that was done before. What fails is tried again. */
  async open(key: string, open: () => Promise<T>): Promise<T> {
    const file = this.#files.get(key) ?? open();
    this.#files.delete(key);
    this.#files.set(key, file);
    for (const oldest of this.#files.keys()) {
      if (this.#files.size <= this.#most) break;
      this.#files.delete(oldest);
    }
    try {
      return await file;
    } catch (error) {
      this.#files.delete(key);
      throw error;
    }
  }
}
