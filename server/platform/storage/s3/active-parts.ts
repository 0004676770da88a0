import { problem } from "#contract/problems.ts";
import type { StagingKey } from "../object-store.ts";

/** The parts that this process receives right now. */
export class ActiveParts {
  readonly #parts = new Map<StagingKey, Map<AbortController, Promise<void>>>();

  isReceiving(key: StagingKey): boolean {
    return this.#parts.has(key);
  }

  /** Receives a part until it is there, fails, or is stopped. */
  async receive(
    key: StagingKey,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const stop = new AbortController();
    const parts = this.#parts.get(key) ?? new Map<AbortController, Promise<void>>();
    this.#parts.set(key, parts);
    const working = work(signal ? AbortSignal.any([signal, stop.signal]) : stop.signal);
    parts.set(stop, working);
    try {
      await working;
    } catch (error) {
      throw stop.signal.aborted ? stop.signal.reason : error;
    } finally {
      parts.delete(stop);
      if (parts.size === 0) this.#parts.delete(key);
    }
  }

  /** Ends all parts of an upload, and waits until they have ended. */
  async stop(key: StagingKey): Promise<void> {
    const parts = this.#parts.get(key) ?? new Map<AbortController, Promise<void>>();
    for (const part of parts.keys()) part.abort(problem("upload-not-open"));
    await Promise.allSettled(parts.values());
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#parts.keys()].map((key) => this.stop(key)));
  }
}
