import type { RevisionDiff } from "#contract/repositories/diff-comparison.ts";
import type { Context } from "../../context.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";
import { getCommitRow } from "../store/commits.ts";
import { listChanges } from "./list-changes.ts";
import { describeCommits } from "./summarise-commits.ts";

/**
 * What differs between the files of two revisions, also where neither comes from the other.
 * @throws {Problem} `revision-not-found`.
 */
export async function compareRevisions(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id" | "defaultBranch">,
  { revision, base }: { revision: string; base: string },
): Promise<RevisionDiff> {
  const rowOf = async (wanted: string) =>
    getCommitRow(ctx.db, repository.id, await resolveRevision(ctx, repository, wanted));
  const before = await rowOf(base);
  const after = await rowOf(revision);
  const [baseCommit, head] = await describeCommits(ctx, [before, after]);
  if (baseCommit === undefined || head === undefined) throw new Error("a commit has no summary");
  const trees = { before: before.treeOid, after: after.treeOid };
  return { base: baseCommit, head, ...(await listChanges(ctx, repository, trees)) };
}
