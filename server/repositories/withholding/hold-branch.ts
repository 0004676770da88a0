import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { markLost } from "../store/ledger.ts";
import { findHeld, refreshWithholding, updateHeld } from "../store/withheld.ts";

/**
 * From now on readers see the default branch at this commit, wherever it moves; those who write see
 * it as it is. A branch that is held already stays where it was.
 */
export async function holdBranch(
  trx: DatabaseTransaction,
  repositoryId: number,
  commit: string,
): Promise<void> {
  await updateHeld(trx, repositoryId, commit);
  await refreshWithholding(trx, repositoryId);
}

/** Readers see the default branch where it is. */
export async function releaseBranch(trx: DatabaseTransaction, repositoryId: number): Promise<void> {
  if ((await findHeld(trx, repositoryId)) === null) return;
  await updateHeld(trx, repositoryId, null);
  await refreshWithholding(trx, repositoryId);
  // Where the branch was rewritten nothing else may lead to what was held.
  await markLost(trx, repositoryId);
}
