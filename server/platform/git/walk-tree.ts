import { FolderCursor } from "./folder-cursor.ts";
import type { ObjectId } from "./object-id.ts";
import { encodeText } from "./text.ts";
import { FOLDER_MODE, isFolder, type TreeEntry } from "./tree.ts";
import {
  keyOf,
  lookUp,
  lookUpOne,
  placeOf,
  readEntries,
  readFolder,
  readFolders,
  type TreeReader,
} from "./tree-reader.ts";
import type { Tree } from "./tree-segment.ts";

/** An entry with its path from the root; the root itself has the path "". */
export type PathEntry = TreeEntry & { path: string };

/**
 * Finds many paths at once, a few queries for each level of folders.
 * @param paths without leading or trailing slash; "" is the root.
 * @returns an entry for each path that exists.
 */
export async function findPaths(
  reader: TreeReader,
  rootOid: ObjectId,
  paths: readonly string[],
): Promise<Map<string, PathEntry>> {
  const found = new Map<string, PathEntry>();
  const root: PathEntry = { mode: FOLDER_MODE, name: "", oid: rootOid, path: "" };
  let level = [...new Set(paths)].map((path) => ({ path, at: root }));
  while (level.length > 0) {
    for (const { path, at } of level) if (path === at.path) found.set(path, at);
    const open = level.filter(({ path, at }) => path !== at.path && isFolder(at));
    const treeOf = await readFolders(
      reader,
      open.map(({ at }) => at.oid),
    );
    const names = open.map(({ path, at }) => nameBehind(at.path, path));
    const entries = await lookUp(
      reader,
      open.map(({ at }, index) => ({ tree: treeOf(at.oid), name: names[index] ?? "" })),
    );
    level = open.flatMap(({ path, at }, index) => {
      const entry = entries[index];
      return entry ? [{ path, at: { ...entry, path: joinPath(at.path, entry.name) } }] : [];
    });
  }
  return found;
}

/** What lies at a path; undefined when nothing does. Costs at most the path's depth. */
export async function findPath(
  reader: TreeReader,
  rootOid: ObjectId,
  path: string,
): Promise<PathEntry | undefined> {
  return (await findPaths(reader, rootOid, [path])).get(path);
}

export type ListOptions = {
  /** Path of the folder, put before the names. */
  path?: string;
  /** Goes into subfolders; a folder comes before what is in it. */
  recursive?: boolean;
  /** Path of an entry of the same listing: continues behind it, without reading what came before. */
  after?: string;
};

/** The entries of a folder in git's order. Stop iterating when there is enough. */
export async function* listFolder(
  reader: TreeReader,
  folderOid: ObjectId,
  options: ListOptions = {},
): AsyncGenerator<PathEntry, void, undefined> {
  yield* listTree(reader, await readFolder(reader, folderOid), options);
}

async function* listTree(
  reader: TreeReader,
  tree: Tree,
  { path = "", recursive = false, after }: ListOptions,
): AsyncGenerator<PathEntry, void, undefined> {
  const start = await seek(reader, tree, after?.slice(prefixOf(path).length));
  const segments = tree.segments.slice(start === undefined ? 0 : placeOf(tree, start.key));
  for await (const entries of readEntries(reader, segments)) {
    const rest = start === undefined ? entries : entries.filter(isFrom(start.key));
    const cursor = new FolderCursor(reader, rest);
    for (const entry of rest) {
      const entryPath = joinPath(path, entry.name);
      const isSought = start?.entry !== undefined && start.key.equals(keyOf(entry));
      if (!isSought) yield { ...entry, path: entryPath };
      if (!recursive || !isFolder(entry)) continue;
      const deeper = isSought && start.isInside && after !== undefined ? { after } : {};
      const below = await cursor.read(entry.oid);
      yield* listTree(reader, below, { path: entryPath, recursive, ...deeper });
    }
  }
}

type Start = {
  /** Everything before sorts before it. */
  key: Buffer;
  /** The entry that was shown last, or in which that lies; undefined when it is gone. */
  entry: TreeEntry | undefined;
  isInside: boolean;
};

/** Where a listing goes on; where its last entry is gone, at the place where it would be. */
async function seek(
  reader: TreeReader,
  tree: Tree,
  after: string | undefined,
): Promise<Start | undefined> {
  if (after === undefined) return undefined;
  const [name = "", ...deeper] = after.split("/");
  const isInside = deeper.length > 0;
  const found = await lookUpOne(reader, { tree, name });
  const entry = found !== undefined && isInside && !isFolder(found) ? undefined : found;
  const key = entry === undefined ? encodeText(isInside ? `${name}/` : name) : keyOf(entry);
  return { key, entry, isInside };
}

function isFrom(key: Buffer): (entry: TreeEntry) => boolean {
  return (entry) => Buffer.compare(keyOf(entry), key) >= 0;
}

export function joinPath(folder: string, name: string): string {
  return prefixOf(folder) + name;
}

function prefixOf(folder: string): string {
  return folder === "" ? "" : `${folder}/`;
}

/** The next segment of `path` behind the folder it leads through. */
function nameBehind(folder: string, path: string): string {
  const start = prefixOf(folder).length;
  const slash = path.indexOf("/", start);
  return slash < 0 ? path.slice(start) : path.slice(start, slash);
}
