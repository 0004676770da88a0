import type { CommitSummary } from "#contract/repositories/repository.ts";
import { summariseNamespaces } from "../../accounts/index.ts";
import type { Context } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { type CommitRow, findCommits } from "../store/commits.ts";

/** How commits are shown beside files, by id; unknown ids are left out. */
export async function summariseCommits(
  ctx: Pick<Context, "db">,
  repository: Pick<Repository, "id">,
  ids: Iterable<string>,
): Promise<Map<string, CommitSummary>> {
  const rows = await findCommits(ctx.db, repository.id, ids);
  const summaries = await describeCommits(ctx, rows);
  return new Map(summaries.map((summary) => [summary.id, summary]));
}

export async function describeCommits(
  { db }: Pick<Context, "db">,
  rows: readonly CommitRow[],
): Promise<CommitSummary[]> {
  const authorIds = rows.flatMap(({ authorId }) => (authorId === null ? [] : [authorId]));
  const accounts = await summariseNamespaces(db, authorIds);
  return rows.map((row) => ({
    id: row.oid,
    title: row.title,
    author: { name: row.authorName, account: accounts.get(row.authorId ?? 0) ?? null },
    committedAt: row.createdAt.toISOString(),
  }));
}
