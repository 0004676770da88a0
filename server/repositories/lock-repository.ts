import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { Repository } from "./repository.ts";
import { lock } from "./store/repositories.ts";

/**
 * Holds a repository until the transaction ends: its branches stay where they are. Done before
 * anything that belongs to it is held, so that nobody waits for each other.
 * @returns undefined when it was deleted.
 */
export function lockRepository(
  trx: DatabaseTransaction,
  id: number,
): Promise<Repository | undefined> {
  return lock(trx, id);
}
