import { setTimeout as sleep } from "node:timers/promises";
import type { Transaction } from "kysely";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/** For functions that must not be called outside a transaction. */
export type DatabaseTransaction = Transaction<Tables>;

const maxAttempts = 5;
const retriedStates = new Set(["40001", "40P01"]);

/**
 * Runs `work` in one transaction: all of it happens, or nothing. After a serialization failure or
 * a deadlock it runs again, at most five times in all, so it must not change anything outside the
 * database. Inside a transaction it joins that one, whose owner does the retrying.
 */
export async function withTransaction<Result>(
  db: Database,
  work: (trx: DatabaseTransaction) => Promise<Result>,
): Promise<Result> {
  if (isTransaction(db)) return work(db);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === maxAttempts || !isRetried(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}

/** Whether statements run in a transaction that somebody else ends. */
export function isTransaction(db: Database): db is DatabaseTransaction {
  return db.isTransaction;
}

function isRetried(error: unknown): boolean {
  return error instanceof Error && "code" in error && retriedStates.has(String(error.code));
}
