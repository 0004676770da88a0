import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { type ChangedPath, diffTrees } from "../../platform/git/index.ts";
import { emit } from "../../platform/events/index.ts";
import type { ComposedCommit } from "../commits/compose-commit.ts";
import { type FileChange, refMoved, refMovedEvent } from "../events.ts";
import { type FreshObjects, type ObjectReader, readObjectsOf } from "../objects/object-reader.ts";
import { readFileAt } from "../objects/read-file-at.ts";
import { checkRepositorySize } from "../rules/limits.ts";
import { branchRef } from "../rules/ref-names.ts";
import { insertCommit } from "../store/commits.ts";
import { insertObjects } from "../store/objects.ts";
import { insertRef, moveRef } from "../store/refs.ts";
import { getById, resize } from "../store/repositories.ts";
import { changesOf, updateIndex } from "./update-index.ts";
import type { Branch } from "./lock-branch.ts";

export type BranchMove = {
  /** As locked in this transaction. */
  branch: Branch;
  commit: ComposedCommit;
  /** Objects that this transaction has written. */
  known?: FreshObjects;
  /** What the commit changes; compared here when it is not known. */
  differences?: readonly ChangedPath[];
};

/**
 * Puts a commit on top of a locked branch: commit, ref, and for the default branch the path index
 * and the sizes; then the hooks of later words, and the event.
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
  if (ref !== branchRef(repository.defaultBranch)) {
    await announce(ctx, trx, { ...move, changes: [], reader });
    return { gitBytes };
  }
  const trees = { before: head?.tree, after: row.treeOid };
  const differences =
    move.differences ?? (await Array.fromAsync(diffTrees(reader.readTrees, trees)));
  const changes = await changesOf(reader, differences);
  await resizeRepository(ctx, trx, { id: repository.id, changes });
  await updateIndex(trx, reader, { repositoryId: repository.id, commit: row, changes });
  await announce(ctx, trx, { ...move, changes, reader });
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

async function resizeRepository(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { id, changes }: { id: number; changes: readonly FileChange[] },
): Promise<void> {
  let sizeBytes = 0;
  let fileCount = 0;
  for (const { before, after } of changes) {
    sizeBytes += (after?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0);
    fileCount += (after === undefined ? 0 : 1) - (before === undefined ? 0 : 1);
  }
  const resized = await resize(trx, id, { sizeBytes, fileCount });
  if (sizeBytes > 0) checkRepositorySize(resized.sizeBytes, ctx.config.limits);
}

type Announcement = BranchMove & { changes: readonly FileChange[]; reader: ObjectReader };

async function announce(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { branch: { repository, ref, head }, commit, changes, reader }: Announcement,
): Promise<void> {
  const { oid: after, treeOid } = commit.row;
  const isDefaultBranch = ref === branchRef(repository.defaultBranch);
  const moved = { ref, isDefaultBranch, before: head?.oid ?? null, after };
  await refMoved.run(trx, {
    ...moved,
    repository: await getById(trx, repository.id),
    changes,
    readFile: (path, limitBytes) => readFileAt(ctx, reader, { tree: treeOid, path, limitBytes }),
  });
  const actorId = ctx.viewer.kind === "account" ? ctx.viewer.accountId : null;
  await emit(trx, refMovedEvent, { ...moved, repositoryId: repository.id, actorId });
}
