import type { Database } from "../../platform/database/index.ts";
import { foldFindings, noFindings, type ScanFindings } from "./fold-findings.ts";
import { countWaiting, listNotSafe } from "./store/results.ts";

const FILES = 1000;

/**
 * What the scan of the default branch means for its listing. The caller has checked who asks.
 */
export async function findScanFindings(db: Database, repositoryId: number): Promise<ScanFindings> {
  const found = { ...noFindings(), waiting: await countWaiting(db, repositoryId) };
  const files = await listNotSafe(db, repositoryId, FILES);
  for (const file of files) foldFindings(found, file);
  return found;
}
