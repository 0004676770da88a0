import type { Context } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../repository.ts";
import { removeEdges } from "../store/edges.ts";
import { countOut } from "../store/ledger.ts";
import * as repositories from "../store/repositories.ts";
import {
  beginSweep,
  endSweep,
  findIdleEdges,
  forgetMarks,
  getTime,
  holdSweep,
  noteSweep,
  removeUnmarked,
} from "../store/sweeps.ts";
import { markReachable } from "./mark-reachable.ts";
import type { Marking } from "./mark-trees.ts";

const WINDOW = 10_000;
const BEFORE_FIRST = "0".repeat(40);

/** `contents`: those that the repository names no longer; others may. */
export type Swept = { objects: number; contents: number };

/**
 * Removes from a repository what no branch and no tag reaches: commits, trees, blobs, and its claim
 * on the contents that only these named. It marks while others read and write; then it removes in
 * windows, each under the repository's lock and after marking what has come in between, so that
 * nothing live is taken and no commit waits long. Killed at any point, the next sweep begins anew.
 */
export async function sweepRepository(
  { db }: Pick<Context, "db">,
  repositoryId: number,
  signal?: AbortSignal,
): Promise<Swept> {
  // The database's clock, as in what was noted as lost; a little early, for commits in flight.
  const startedAt = await getTime(db);
  const sweep = await beginSweep(db, repositoryId);
  const marking = { sweep, repositoryId, signal };
  try {
    await markReachable(db, marking);
    const objects = await removeWindows({ db }, marking);
    const contents = await underLock({ db }, marking, async (trx, repository) => {
      const idle = await findIdleEdges(trx, repositoryId);
      const contentIds = await removeEdges(trx, repositoryId, idle);
      await countOut(trx, repository, { contentIds, gitBytes: 0 });
      await endSweep(trx, repositoryId, startedAt);
      return contentIds.length;
    });
    return { objects, contents: contents ?? 0 };
  } finally {
    await forgetMarks(db, sweep);
  }
}

async function removeWindows(ctx: Pick<Context, "db">, marking: Marking): Promise<number> {
  let objects = 0;
  let after: string | null = BEFORE_FIRST;
  while (after !== null) {
    marking.signal?.throwIfAborted();
    const window = { ...marking, after, limit: WINDOW };
    const removed = await underLock(ctx, marking, async (trx, repository) => {
      const answer = await removeUnmarked(trx, window);
      if (answer.objects > 0) await noteSweep(trx, repository.id);
      await countOut(trx, repository, { contentIds: [], gitBytes: answer.inlineBytes });
      return answer;
    });
    objects += removed?.objects ?? 0;
    after = removed?.next ?? null;
  }
  return objects;
}

/** Undefined when the repository is gone, or another sweep has begun. */
async function underLock<Result>(
  { db }: Pick<Context, "db">,
  marking: Marking,
  work: (trx: DatabaseTransaction, repository: Repository) => Promise<Result>,
): Promise<Result | undefined> {
  return withTransaction(db, async (trx) => {
    const repository = await repositories.lock(trx, marking.repositoryId);
    if (repository === undefined) return undefined;
    if (!(await holdSweep(trx, repository.id, marking.sweep))) return undefined;
    await markReachable(trx, marking);
    return work(trx, repository);
  });
}
