import { z } from "zod";
import type { Page } from "#contract/paging.ts";
import type { Context } from "../../context.ts";
import {
  compareNames,
  findPath,
  isFolder,
  joinPath,
  listFolder,
  type ObjectId,
  type PathEntry,
  readFolder,
  readFolderPage,
  type TreeReader,
} from "../../platform/git/index.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { isStorable, nameOf } from "../rules/paths.ts";
import { type IndexQuery, readIndex } from "../store/path-entries.ts";
import type { Entry } from "./entry.ts";
import { describeEntries, findEntry, throwMissing } from "./find-entries.ts";

const FILE_BATCH = 1000;
const SORTED_AT_ONCE = 5000;

/**
 * The last entry shown. The index lists everything below a folder by whole paths, trees folder by
 * folder; a listing stays in the order in which it began, also when the branch moves meanwhile.
 */
const Cursor = z.object({
  path: z.string().max(4096).refine(isStorable),
  isFolder: z.boolean(),
  order: z.enum(["paths", "trees"]),
});
type Cursor = z.infer<typeof Cursor>;

export type EntryQuery = {
  commit: string;
  /** The folder; "" is the root. */
  path: string;
  /** Everything below the folder, in the order of paths. */
  recursive: boolean;
  cursor?: string | undefined;
  limit: number;
};

type ReadContext = Pick<Context, "db" | "store">;
type Query = Omit<EntryQuery, "cursor"> & { after: Cursor | null };

/**
 * One page of a folder, or of everything below it; the root of a commit without files is empty.
 * @throws {Problem} `entry-not-found` when the path is no folder.
 */
export async function listEntries(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  { cursor, ...rest }: EntryQuery,
): Promise<Page<Entry>> {
  if (!isStorable(rest.path)) throwMissing(rest);
  const query = { ...rest, after: decodeCursor(cursor, Cursor) };
  const at = { repositoryId: repository.id, commit: query.commit };
  const usesIndex = query.after?.order !== "trees";
  const indexed = usesIndex ? await readIndex(ctx.db, at, indexQuery(query)) : undefined;
  const entries = indexed ?? (await listTrees(ctx, repository, query));
  if (entries.length === 0 && query.path !== "" && query.after === null) {
    const folder = await findEntry(ctx, repository, query);
    if (folder?.type !== "folder") throwMissing(query);
  }
  const order = query.after?.order ?? (indexed === undefined ? "trees" : "paths");
  return toPage(entries, query.limit, {
    itemOf: (entry) => entry,
    keyOf: ({ path, type }) => ({ path, isFolder: type === "folder", order }),
  });
}

/** Every file below a folder, folder by folder, read as the caller goes on. */
export async function* listEntriesRecursive(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  { commit, path = "" }: { commit: string; path?: string },
): AsyncGenerator<Entry, void, undefined> {
  const reader = readObjectsOf(ctx, repository.id);
  const folder = await findFolder(ctx, repository, { commit, path });
  let batch: PathEntry[] = [];
  if (folder === undefined) return;
  for await (const entry of listFolder(reader, folder, { path, recursive: true })) {
    if (!isFolder(entry)) batch.push(entry);
    if (batch.length < FILE_BATCH) continue;
    yield* await describeEntries(reader, batch);
    batch = [];
  }
  yield* await describeEntries(reader, batch);
}

function indexQuery({ path, recursive, after, limit }: Query): IndexQuery {
  if (recursive) return { below: path, afterPath: after?.path ?? null, limit: limit + 1 };
  const last = after && { isFolder: after.isFolder, name: nameOf(after.path) };
  return { folder: path, after: last, limit: limit + 1 };
}

async function listTrees(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  query: Query,
): Promise<Entry[]> {
  const folder = await findFolder(ctx, repository, query);
  if (folder === undefined) return [];
  const reader = readObjectsOf(ctx, repository.id);
  const entries = await treeEntries(reader, folder, query);
  return describeEntries(reader, entries);
}

async function treeEntries(
  reader: TreeReader,
  folder: ObjectId,
  { path, recursive, after, limit }: Query,
): Promise<PathEntry[]> {
  if (!recursive) {
    const last = after && { isFolder: after.isFolder, name: nameOf(after.path) };
    const tree = await readFolder(reader, folder);
    const entries = await readFolderPage(reader, tree, { after: last, limit: limit + 1 });
    return entries.map((entry) => ({ ...entry, path: joinPath(path, entry.name) }));
  }
  if (after?.order === "paths") {
    const entries = listFolder(reader, folder, { path, recursive });
    return firstByPath(entries, { after: after.path, limit: limit + 1 });
  }
  const entries: PathEntry[] = [];
  const from = after === null ? {} : { after: after.path };
  for await (const entry of listFolder(reader, folder, { path, recursive, ...from })) {
    entries.push(entry);
    if (entries.length > limit) break;
  }
  return entries;
}

/** The next entries in the order of paths, which is not that of trees, out of all of them. */
async function firstByPath(
  entries: AsyncIterable<PathEntry>,
  { after, limit }: { after: string; limit: number },
): Promise<PathEntry[]> {
  let kept: PathEntry[] = [];
  const cut = () => kept.toSorted((one, other) => compareNames(one.path, other.path));
  for await (const entry of entries) {
    if (compareNames(entry.path, after) <= 0) continue;
    kept.push(entry);
    if (kept.length >= SORTED_AT_ONCE + limit) kept = cut().slice(0, limit);
  }
  return cut().slice(0, limit);
}

async function findFolder(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  { commit, path }: { commit: string; path: string },
): Promise<ObjectId | undefined> {
  const reader = readObjectsOf(ctx, repository.id);
  const root = await reader.treeOf(commit);
  if (path === "") return root;
  const entry = await findPath(reader, root, path);
  return entry !== undefined && isFolder(entry) ? entry.oid : undefined;
}
