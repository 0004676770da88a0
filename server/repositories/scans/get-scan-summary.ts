import type { ScanSummary } from "#contract/repositories/scan.ts";
import type { Context } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { countQueued, countWaiting, listNotSafe } from "./store/results.ts";

const FILES = 1000;
/** In larger repositories only files that were queued count as waiting: that needs no walk. */
const EXACT_FILES = 50_000;
const WAITING_LIMIT = 100_000;

/** The files of the default branch that were not found safe, and how many wait for their scan. */
export async function getScanSummary(
  { db }: Pick<Context, "db">,
  { id, fileCount }: Pick<Repository, "id" | "fileCount">,
): Promise<ScanSummary> {
  const files = await listNotSafe(db, id, FILES + 1);
  return {
    waiting:
      fileCount <= EXACT_FILES
        ? await countWaiting(db, id)
        : await countQueued(db, id, WAITING_LIMIT),
    files: files
      .slice(0, FILES)
      .map(({ path, oid, state, level }) => ({ path, oid, state, level })),
    isCut: files.length > FILES,
  };
}
