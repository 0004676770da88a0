import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import { lockBranch } from "../refs/lock-branch.ts";
import { moveBranch } from "../refs/move-branch.ts";
import type { Repository } from "../repository.ts";
import { branchRef } from "../rules/ref-names.ts";
import { getCommitRow } from "../store/commits.ts";
import type { CommitResult } from "./change.ts";
import { composeCommit } from "./compose-commit.ts";

/**
 * Makes the files of an older revision the newest commit; what came after it stays in history.
 * @throws {Problem} `revision-not-found`, `parent-stale`, `repository-full`.
 */
export async function restoreRevision(
  ctx: RequestContext,
  repository: Repository,
  input: { branch: string; revision: string; expectedHead?: string | undefined },
): Promise<CommitResult> {
  const source = await resolveRevision(ctx, repository, input.revision);
  const { treeOid, title } = await getCommitRow(ctx.db, repository.id, source);
  return withTransaction(ctx.db, async (trx) => {
    const query = { ref: branchRef(input.branch), expectedHead: input.expectedHead };
    const branch = await lockBranch(trx, repository, query);
    if (branch.head?.tree === treeOid) return { commit: branch.head.oid, isNew: false };
    const commit = composeCommit(ctx, {
      title: `Restore ${source.slice(0, 7)}: ${title}`,
      tree: treeOid,
      parents: branch.head === null ? [] : [branch.head],
    });
    await moveBranch(ctx, trx, { branch, commit });
    return { commit: commit.row.oid, isNew: true };
  });
}
