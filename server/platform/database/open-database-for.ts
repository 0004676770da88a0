import { setTimeout as sleep } from "node:timers/promises";
import { findRunningPostgres, launchPostgres } from "./launch-postgres.ts";
import { DatabaseStartError } from "./start-error.ts";

export interface OpenedDatabase {
  url: string;
  /** Stops what was started for this; a server that ran before goes on. */
  close(): Promise<void>;
}

const patienceMs = 10_000;

/**
 * The database of a data folder for the duration of one command: that of the gallery which runs on
 * the folder, or one started just for this.
 *
 * ```ts
 * const opened = await openDatabaseFor(config.dataFolder);
 * const db = connectDatabase({ url: opened.url, poolSize: 2 });
 * try {
 *   await createAccount({ db, … }, …);
 * } finally {
 *   await db.destroy();
 *   await opened.close();
 * }
 * ```
 *
 * @throws DatabaseStartError with a hint for the operator.
 */
export async function openDatabaseFor(dataFolder: string): Promise<OpenedDatabase> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      const launched = await launchPostgres({ dataFolder });
      return { url: launched.url, close: () => launched.stop() };
    } catch (error) {
      if (!isInUse(error)) throw error;
      const running = findRunningPostgres(dataFolder);
      if (running !== undefined) return { url: running.url, close: async () => {} };
      // Another process holds the folder but its server is not up yet, or no longer.
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof DatabaseStartError && error.code === "database-folder-in-use";
}
