import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import { lockBranch } from "../refs/lock-branch.ts";
import { moveBranch } from "../refs/move-branch.ts";
import type { Repository } from "../repository.ts";
import { branchRef } from "../rules/ref-names.ts";
import { getCommitRow } from "../store/commits.ts";
import { countIn } from "../store/ledger.ts";
import { insertTrees } from "../store/objects.ts";
import type { CommitResult } from "./change.ts";
import { composeCommit } from "./compose-commit.ts";
import { requireReadable } from "./require-readable.ts";
import { restoredTree } from "./restored-tree.ts";

export type Restoration = {
  branch: string;
  revision: string;
  /** A file or folder; "" is everything. */
  path?: string | undefined;
  expectedHead?: string | undefined;
};

/**
 * Makes the files of an older revision, or one file or folder of it, the newest commit; what came
 * after it stays in history.
 * @throws {Problem} `revision-not-found`, `entry-not-found` for a path that neither has,
 *   `path-conflict`, `parent-stale`, `repository-full`, `content-purged` naming the files whose bytes
 *   are gone.
 */
export async function restoreRevision(
  ctx: RequestContext,
  repository: Repository,
  { branch: name, revision, path = "", expectedHead }: Restoration,
): Promise<CommitResult> {
  const source = await resolveRevision(ctx, repository, revision);
  return withTransaction(ctx.db, async (trx) => {
    const branch = await lockBranch(trx, repository, { ref: branchRef(name), expectedHead });
    const { treeOid, title } = await getCommitRow(trx, repository.id, source);
    const trees = { head: branch.head?.tree ?? null, source: treeOid };
    const restored = await restoredTree({ db: trx, store: ctx.store }, repository, { trees, path });
    if (branch.head?.tree === restored.root) return { commit: branch.head.oid, isNew: false };
    await requireReadable({ db: trx, store: ctx.store }, repository, restored.changes);
    const treeBytes = await insertTrees(trx, repository.id, [...restored.newTrees.values()]);
    const what = path === "" ? title : path;
    const commit = composeCommit(ctx, {
      title: `Restore ${source.slice(0, 7)}: ${what}`,
      tree: restored.root,
      parents: branch.head === null ? [] : [branch.head],
    });
    const known = { trees: restored.newTrees, blobs: new Map() };
    const moved = await moveBranch(ctx, trx, { branch, commit, known });
    const gitBytes = treeBytes + moved.gitBytes;
    await countIn(trx, branch.repository, { contentIds: [], gitBytes });
    return { commit: commit.row.oid, isNew: true };
  });
}
