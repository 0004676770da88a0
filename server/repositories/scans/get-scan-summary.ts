import type { ScanSummary } from "#contract/repositories/scan.ts";
import type { Context } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { countWaiting, listNotSafe } from "./store/results.ts";

const FILES = 1000;

/** The files of the default branch that were not found safe, and how many wait for their scan. */
export async function getScanSummary(
  { db }: Pick<Context, "db">,
  { id }: Pick<Repository, "id">,
): Promise<ScanSummary> {
  const files = await listNotSafe(db, id, FILES + 1);
  return {
    waiting: await countWaiting(db, id),
    files: files
      .slice(0, FILES)
      .map(({ path, oid, state, level }) => ({ path, oid, state, level })),
    isCut: files.length > FILES,
  };
}
