import type { Page } from "#contract/paging.ts";
import type { CommitSummary, TreeEntry } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import { summariseCommits } from "../commits/summarise-commits.ts";
import type { Repository } from "../repository.ts";
import type { Entry } from "./entry.ts";
import { type EntryQuery, listEntries } from "./list-entries.ts";
import { resolveRevision } from "./resolve-revision.ts";

/**
 * One page of a folder at a revision, with the last commit of each entry where it is the head of
 * the default branch.
 * @throws {Problem} `revision-not-found`, `entry-not-found`.
 */
export async function listTree(
  ctx: Pick<Context, "db" | "store">,
  repository: Repository,
  { revision, ...query }: Omit<EntryQuery, "commit"> & { revision: string },
): Promise<Page<TreeEntry> & { commit: string }> {
  const commit = await resolveRevision(ctx, repository, revision);
  const page = await listEntries(ctx, repository, { ...query, commit });
  const commits = await summariseCommits(ctx, repository, lastCommitsOf(page.items));
  return { ...page, items: page.items.map((entry) => describeEntry(entry, commits)), commit };
}

export function lastCommitsOf(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ lastCommit }) => (lastCommit === null ? [] : [lastCommit]));
}

export function describeEntry(
  { type, path, name, oid, sizeBytes, sha256, lastCommit }: Entry,
  commits: ReadonlyMap<string, CommitSummary>,
): TreeEntry {
  const summary = commits.get(lastCommit ?? "") ?? null;
  return { type, path, name, oid, sizeBytes, sha256, lastCommit: summary };
}
