import type { DatabaseTransaction } from "../platform/database/index.ts";
import * as repositories from "./store/repositories.ts";

/**
 * Deletes a repository with its history. Its packs and the contents that nothing else references
 * stay in the object store until the collector frees them.
 */
export async function deleteRepository(trx: DatabaseTransaction, id: number): Promise<void> {
  await repositories.remove(trx, id);
}
