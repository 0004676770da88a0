import type { ScanSummary } from "#contract/repositories/scan.ts";
import type { Context } from "../../context.ts";
import { findEntries } from "../reading/find-entries.ts";
import type { Repository } from "../repository.ts";
import { countQueued, countWaiting, listNotSafe, type NotSafe } from "./store/results.ts";

const FILES = 1000;
/** In larger repositories only files that were queued count as waiting: that needs no walk. */
const EXACT_FILES = 50_000;
const WAITING_LIMIT = 100_000;

/**
 * The files of the default branch that were not found safe, and how many wait for their scan. Whoever
 * sees the branch at an older commit is told of those that are the same there.
 */
export async function getScanSummary(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id" | "fileCount" | "withheld">,
): Promise<ScanSummary> {
  const { db } = ctx;
  const { id, fileCount } = repository;
  const files = await shownOf(ctx, repository, await listNotSafe(db, id, FILES + 1));
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

async function shownOf(
  ctx: Pick<Context, "db" | "store">,
  { id, withheld }: Pick<Repository, "id" | "withheld">,
  files: readonly NotSafe[],
): Promise<readonly NotSafe[]> {
  const commit = withheld?.head ?? null;
  if (commit === null) return files;
  const paths = files.map(({ path }) => path);
  const shown = await findEntries(ctx, { id }, { commit, paths });
  const oids = new Map(shown.map(({ path, oid }) => [path, oid]));
  return files.filter(({ path, oid }) => oids.get(path) === oid);
}
