import type { StagingKey } from "./object-store.ts";
import type { Staging } from "./staging.ts";

type Entry = { staging: Promise<Staging>; users: number };

// An idle upload costs a running hash and a few spans; beyond this many they are read anew.
const IDLE_LIMIT = 512;

/** The uploads that this process has to do with, each of them once. */
export class OpenStagings {
  readonly #load: (key: StagingKey) => Promise<Staging>;
  readonly #entries = new Map<StagingKey, Entry>();

  constructor(load: (key: StagingKey) => Promise<Staging>) {
    this.#load = load;
  }

  isInUse(key: StagingKey): boolean {
    return (this.#entries.get(key)?.users ?? 0) > 0;
  }

  async use<T>(key: StagingKey, action: (staging: Staging) => Promise<T>): Promise<T> {
    const entry = this.#entries.get(key) ?? { staging: this.#load(key), users: 0 };
    // Most recently used last.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.users++;
    try {
      return await action(await this.#loaded(key, entry));
    } finally {
      entry.users--;
      await this.#leaveIdle();
    }
  }

  /** To be called once the files of the upload are gone. */
  async forget(key: StagingKey): Promise<void> {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    const staging = await entry?.staging.catch(() => undefined);
    await staging?.leave();
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#entries.keys()].map((key) => this.forget(key)));
  }

  async #loaded(key: StagingKey, entry: Entry): Promise<Staging> {
    try {
      return await entry.staging;
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }

  async #leaveIdle(): Promise<void> {
    if (this.#entries.size <= IDLE_LIMIT) return;
    const idle = [...this.#entries].find(([, { users }]) => users === 0);
    if (idle) await this.forget(idle[0]);
  }
}
