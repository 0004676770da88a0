import type { DatabaseTransaction } from "../platform/database/index.ts";
import { doomPacks } from "./store/doomed-objects.ts";
import { listEdges, removeEdges } from "./store/edges.ts";
import { countOut, findGitBytes } from "./store/ledger.ts";
import * as repositories from "./store/repositories.ts";

/**
 * Deletes a repository with its history. Its packs and the contents that nothing else references
 * stay in the object store until the collector frees them.
 */
export async function deleteRepository(trx: DatabaseTransaction, id: number): Promise<void> {
  const repository = await repositories.lock(trx, id);
  if (repository === undefined) return;
  const contentIds = await removeEdges(trx, id, await listEdges(trx, id));
  await countOut(trx, repository, { contentIds, gitBytes: await findGitBytes(trx, id) });
  await doomPacks(trx, id);
  await repositories.remove(trx, id);
}
