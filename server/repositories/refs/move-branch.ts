import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { ChangedPath } from "../../platform/git/index.ts";
import type { ComposedCommit } from "../commits/compose-commit.ts";
import type { FolderMove } from "../events.ts";
import { type FreshObjects, readObjectsOf } from "../objects/object-reader.ts";
import { insertCommit } from "../store/commits.ts";
import { insertObjects } from "../store/objects.ts";
import { insertRef, moveRef } from "../store/refs.ts";
import { followBranch } from "./follow-branch.ts";
import type { Branch } from "./lock-branch.ts";

export type BranchMove = {
  /** As locked in this transaction. */
  branch: Branch;
  commit: ComposedCommit;
  /** Objects that this transaction has written. */
  known?: FreshObjects;
  /** What the commit changes; compared here when it is not known. */
  differences?: readonly ChangedPath[];
  /** All that the commit does, beside the differences: only on the default branch. */
  movedFolder?: FolderMove | undefined;
};

/**
 * Puts a commit on top of a locked branch: commit and ref, and what follows them.
 * @returns the bytes of the commit's own object, for the ledger.
 * @throws {Problem} `repository-full`; whatever a hook refuses.
 */
export async function moveBranch(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  move: BranchMove,
): Promise<{ gitBytes: number }> {
  const { repository, ref, head } = move.branch;
  const { object, row } = move.commit;
  const gitBytes = await insertObjects(trx, repository.id, [object]);
  await insertCommit(trx, repository.id, row);
  await pointRef(trx, { repositoryId: repository.id, ref, from: head?.oid ?? null, to: row.oid });
  const reader = readObjectsOf({ db: trx, store: ctx.store }, repository.id, move.known);
  await followBranch(ctx, trx, {
    branch: move.branch,
    after: row,
    reader,
    differences: move.differences,
    movedFolder: move.movedFolder,
  });
  return { gitBytes };
}

async function pointRef(
  trx: DatabaseTransaction,
  move: { repositoryId: number; ref: string; from: string | null; to: string },
): Promise<void> {
  const { repositoryId, ref: name, from, to } = move;
  const isMoved =
    from === null
      ? await insertRef(trx, repositoryId, { name, target: to, commit: to, isProtected: false })
      : await moveRef(trx, repositoryId, { name, from, to });
  if (!isMoved) throw problem("parent-stale", { extra: { head: from } });
}
