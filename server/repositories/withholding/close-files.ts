import type { DatabaseTransaction } from "../../platform/database/index.ts";
import {
  countClosedAtHead,
  insertClosed,
  refreshWithholding,
  upsertOpened,
} from "../store/withheld.ts";

/**
 * PLT-5: closes the files of the default branch that the scan calls dangerous, for whoever only reads.
 * Those that were let through once stay open.
 * @returns how many were closed now, and how many that are closed the default branch holds.
 */
export async function closeDangerousFiles(
  trx: DatabaseTransaction,
  repositoryId: number,
): Promise<{ added: number; atHead: number }> {
  const added = await insertClosed(trx, repositoryId);
  if (added > 0) await refreshWithholding(trx, repositoryId);
  return { added, atHead: await countClosedAtHead(trx, repositoryId) };
}

/** Lets the dangerous files of the default branch be read by all who read the rest. */
export async function openDangerousFiles(
  trx: DatabaseTransaction,
  repositoryId: number,
): Promise<void> {
  await upsertOpened(trx, repositoryId);
  await refreshWithholding(trx, repositoryId);
}
