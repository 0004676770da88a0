import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import { findPaths, isFolder, type PathEntry } from "../../platform/git/index.ts";
import { type ObjectReader, readObjectsOf } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { isStorable } from "../rules/paths.ts";
import { readIndex } from "../store/path-entries.ts";
import type { Entry } from "./entry.ts";

type ReadContext = Pick<Context, "db" | "store">;

/**
 * What lies at these paths of a commit; paths without anything are left out. The head of the
 * default branch is answered by its index, every other commit by its trees.
 */
export async function findEntries(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  { commit, ...query }: { commit: string; paths: readonly string[] },
): Promise<Entry[]> {
  const paths = query.paths.filter((path) => path !== "" && isStorable(path));
  const at = { repositoryId: repository.id, commit };
  const indexed = await readIndex(ctx.db, at, { paths });
  if (indexed !== undefined) return indexed;
  const reader = readObjectsOf(ctx, repository.id);
  const found = await findPaths(reader, await reader.treeOf(commit), paths);
  return describeEntries(reader, [...found.values()]);
}

export async function findEntry(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  { commit, path }: { commit: string; path: string },
): Promise<Entry | undefined> {
  const [entry] = await findEntries(ctx, repository, { commit, paths: [path] });
  return entry;
}

/** @throws {Problem} `entry-not-found` with the `commit`, which protocols tell their clients. */
export async function getEntry(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  at: { commit: string; path: string },
): Promise<Entry> {
  return (await findEntry(ctx, repository, at)) ?? throwMissing(at);
}

export function throwMissing({ commit, path }: { commit: string; path: string }): never {
  throw problem("entry-not-found", {
    detail: `There is no ${JSON.stringify(path)} at ${commit.slice(0, 7)}`,
    extra: { commit, path },
  });
}

/** Entries of trees as people see them: a large file by its own size and hash. */
export async function describeEntries(
  { describeBlobs }: ObjectReader,
  entries: readonly PathEntry[],
): Promise<Entry[]> {
  const files = entries.filter((entry) => !isFolder(entry));
  const blobs = await describeBlobs(files.map(({ oid }) => oid));
  return entries.map((entry) => {
    const { path, name, mode, oid } = entry;
    const blob = blobs.get(oid);
    return {
      type: isFolder(entry) ? "folder" : "file",
      path,
      name,
      mode,
      oid,
      sizeBytes: blob?.pointer?.sizeBytes ?? blob?.sizeBytes ?? 0,
      sha256: blob?.pointer?.sha256 ?? null,
      lastCommit: null,
    };
  });
}
