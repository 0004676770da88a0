import type { Database } from "../platform/database/index.ts";
import { selectReaders } from "./store/grants.ts";

/** Those among the accounts that may read the repository: whom news of it may be told. */
export function listReaders(
  db: Database,
  asked: { repositoryId: number; accountIds: readonly number[]; now: Date },
): Promise<number[]> {
  return asked.accountIds.length === 0 ? Promise.resolve([]) : selectReaders(db, asked);
}
