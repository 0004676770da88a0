import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { type ChangedPath, diffTrees, type ObjectId } from "../../platform/git/index.ts";
import { emit } from "../../platform/events/index.ts";
import { type FileChange, type FolderMove, refMoved, refMovedEvent } from "../events.ts";
import type { ObjectReader } from "../objects/object-reader.ts";
import { readFileAt } from "../objects/read-file-at.ts";
import { checkRepositorySize } from "../rules/limits.ts";
import { branchRef } from "../rules/ref-names.ts";
import { getById, resize } from "../store/repositories.ts";
import type { Branch } from "./lock-branch.ts";
import { moveIndexed } from "./move-indexed.ts";
import { changesOf, updateIndex } from "./update-index.ts";

export type FollowedMove = {
  /** As it stood before it moved. */
  branch: Branch;
  after: { oid: ObjectId; treeOid: ObjectId };
  /** Reads what the transaction has written, too. */
  reader: ObjectReader;
  /** What lies between the two; compared here when it is not known. */
  differences?: readonly ChangedPath[] | undefined;
  /** All that the commit does, beside the differences. */
  movedFolder?: FolderMove | undefined;
};

/**
 * Brings along what depends on a branch that has moved: for the default branch the path index and
 * the sizes; then the hooks of later words, and the event.
 * @throws {Problem} `repository-full`; whatever a hook refuses.
 */
export async function followBranch(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  move: FollowedMove,
): Promise<{ changes: readonly FileChange[] }> {
  const { branch, after, reader } = move;
  const { repository, ref, head } = branch;
  if (ref !== branchRef(repository.defaultBranch)) {
    await announce(ctx, trx, { ...move, changes: [] });
    return { changes: [] };
  }
  const trees = { before: head?.tree, after: after.treeOid };
  const differences = move.differences ?? (await Array.fromAsync(diffTrees(reader, trees)));
  const changes = await changesOf(reader, differences);
  await resizeRepository(ctx, trx, { id: repository.id, changes });
  const at = { repositoryId: repository.id, commit: after };
  if (move.movedFolder === undefined) await updateIndex(trx, reader, { ...at, changes });
  else await moveIndexed(trx, reader, { ...at, move: move.movedFolder });
  await announce(ctx, trx, { ...move, changes });
  return { changes };
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

type Announcement = FollowedMove & { changes: readonly FileChange[] };

async function announce(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { branch: { repository, ref, head }, after, changes, movedFolder, reader }: Announcement,
): Promise<void> {
  const isDefaultBranch = ref === branchRef(repository.defaultBranch);
  const moved = { ref, isDefaultBranch, before: head?.oid ?? null, after: after.oid };
  const tree = after.treeOid;
  await refMoved.run(trx, {
    ...moved,
    repository: await getById(trx, repository.id),
    changes,
    movedFolder,
    readFile: (path, limitBytes) => readFileAt(ctx, reader, { tree, path, limitBytes }),
  });
  const actorId = ctx.viewer.kind === "account" ? ctx.viewer.accountId : null;
  await emit(trx, refMovedEvent, { ...moved, repositoryId: repository.id, actorId });
}
