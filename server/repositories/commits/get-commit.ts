import type { CommitDetail } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { findCommit, getCommitRow } from "../store/commits.ts";
import { listChanges } from "./list-changes.ts";
import { describeCommits } from "./summarise-commits.ts";

/** One commit with what it changed against its first parent. */
export async function getCommit(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id">,
  id: string,
): Promise<CommitDetail> {
  const row = await getCommitRow(ctx.db, repository.id, id);
  const [summary] = await describeCommits(ctx, [row]);
  if (summary === undefined) throw new Error(`commit ${id} has no summary`);
  const [parent] = row.parents;
  const before = parent === undefined ? undefined : await findCommit(ctx.db, repository.id, parent);
  const trees = { before: before?.treeOid, after: row.treeOid };
  return {
    ...summary,
    description: row.description,
    parents: row.parents,
    ...(await listChanges(ctx, repository, trees)),
  };
}
