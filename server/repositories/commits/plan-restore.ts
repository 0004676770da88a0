import type { RestorePlan } from "#contract/repositories/restore-endpoints.ts";
import type { Context } from "../../context.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import { readBranch } from "../refs/lock-branch.ts";
import { changesOf } from "../refs/update-index.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { branchRef } from "../rules/ref-names.ts";
import { getCommitRow } from "../store/commits.ts";
import { findUnreadable } from "./require-readable.ts";
import { restoredTree } from "./restored-tree.ts";

const SHOWN = 100;

/**
 * What `restoreRevision` would change, without changing it.
 * @throws {Problem} `revision-not-found`, `entry-not-found`, `path-conflict`.
 */
export async function planRestore(
  ctx: Pick<Context, "db" | "store">,
  repository: Repository,
  { branch, revision, path }: { branch: string; revision: string; path: string },
): Promise<RestorePlan> {
  const source = await resolveRevision(ctx, repository, revision);
  const { head } = await readBranch(ctx.db, repository, { ref: branchRef(branch) });
  const { treeOid } = await getCommitRow(ctx.db, repository.id, source);
  const trees = { head: head?.tree ?? null, source: treeOid };
  const { changes } = await restoredTree(ctx, repository, { trees, path });
  const shown = await changesOf(readObjectsOf(ctx, repository.id), changes.slice(0, SHOWN));
  const purged = await findUnreadable(ctx, repository, changes);
  const added = changes.filter(({ before }) => before === undefined).length;
  const deleted = changes.filter(({ after }) => after === undefined).length;
  return {
    added,
    deleted,
    modified: changes.length - added - deleted,
    changes: shown.map(({ path: changed, before, after }) => ({
      path: changed,
      previousPath: null,
      change: after === undefined ? "deleted" : before === undefined ? "added" : "modified",
      sizeBytes: (after ?? before)?.sizeBytes ?? 0,
    })),
    purged: purged.slice(0, SHOWN),
  };
}
