import { FolderCursor, readFolder, readFolders } from "./folder-cursor.ts";
import type { ObjectId } from "./object-id.ts";
import { compareNames, FOLDER_MODE, isFolder, type ReadTrees, type TreeEntry } from "./tree.ts";

/** An entry with its path from the root; the root itself has the path "". */
export type PathEntry = TreeEntry & { path: string };

/**
 * Finds many paths at once, one query for each level of folders.
 * @param paths without leading or trailing slash; "" is the root.
 * @returns an entry for each path that exists.
 */
export async function findPaths(
  readTrees: ReadTrees,
  rootOid: ObjectId,
  paths: readonly string[],
): Promise<Map<string, PathEntry>> {
  const found = new Map<string, PathEntry>();
  const root: PathEntry = { mode: FOLDER_MODE, name: "", oid: rootOid, path: "" };
  let level = [...new Set(paths)].map((path) => ({ path, at: root }));
  while (level.length > 0) {
    for (const { path, at } of level) if (path === at.path) found.set(path, at);
    const open = level.filter(({ path, at }) => path !== at.path && isFolder(at));
    const entriesOf = await readFolders(
      readTrees,
      open.map(({ at }) => at.oid),
    );
    const lookUp = lookupOf(entriesOf);
    level = open.flatMap(({ path, at }) => {
      const name = nameBehind(at.path, path);
      const entry = lookUp(at.oid, name);
      return entry ? [{ path, at: { ...entry, path: joinPath(at.path, name) } }] : [];
    });
  }
  return found;
}

/** Finds names in folders, each folder indexed once however many names are looked up in it. */
function lookupOf(entriesOf: (oid: ObjectId) => readonly TreeEntry[]) {
  const folders = new Map<ObjectId, ReadonlyMap<string, TreeEntry>>();
  return (oid: ObjectId, name: string): TreeEntry | undefined => {
    const known = folders.get(oid);
    if (known) return known.get(name);
    const folder = new Map(entriesOf(oid).map((entry) => [entry.name, entry]));
    folders.set(oid, folder);
    return folder.get(name);
  };
}

/** What lies at a path; undefined when nothing does. Costs at most the path's depth. */
export async function findPath(
  readTrees: ReadTrees,
  rootOid: ObjectId,
  path: string,
): Promise<PathEntry | undefined> {
  return (await findPaths(readTrees, rootOid, [path])).get(path);
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
  readTrees: ReadTrees,
  folderOid: ObjectId,
  { path = "", recursive = false, after }: ListOptions = {},
): AsyncGenerator<PathEntry, void, undefined> {
  const [seek, ...deeper] =
    after === undefined ? [] : after.slice(prefixOf(path).length).split("/");
  const entries = await readFolder(readTrees, folderOid);
  const isInside = deeper.length > 0;
  const sought = entries.find((entry) => entry.name === seek && (!isInside || isFolder(entry)));
  const rest = seek === undefined ? entries : entriesFrom(entries, sought ?? { seek, isInside });
  const cursor = new FolderCursor(readTrees, rest);
  for (const entry of rest) {
    const entryPath = joinPath(path, entry.name);
    if (entry !== sought) yield { ...entry, path: entryPath };
    if (!recursive || !isFolder(entry)) continue;
    if (entry === sought && isInside && after !== undefined) {
      yield* listFolder(readTrees, entry.oid, { path: entryPath, recursive, after });
    } else {
      yield* listKnown(readTrees, await cursor.read(entry.oid), entryPath);
    }
  }
}

/** The entries from the sought one on; where it is gone, from the place where it would be. */
function entriesFrom(
  entries: readonly TreeEntry[],
  sought: TreeEntry | { seek: string; isInside: boolean },
): readonly TreeEntry[] {
  if (!("seek" in sought)) return entries.slice(entries.indexOf(sought));
  const key = sought.isInside ? `${sought.seek}/` : sought.seek;
  return entries.filter((entry) => compareNames(sortKey(entry), key) > 0);
}

async function* listKnown(
  readTrees: ReadTrees,
  entries: readonly TreeEntry[],
  path: string,
): AsyncGenerator<PathEntry, void, undefined> {
  const cursor = new FolderCursor(readTrees, entries);
  for (const entry of entries) {
    const entryPath = joinPath(path, entry.name);
    yield { ...entry, path: entryPath };
    if (isFolder(entry)) yield* listKnown(readTrees, await cursor.read(entry.oid), entryPath);
  }
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

function sortKey(entry: TreeEntry): string {
  return isFolder(entry) ? `${entry.name}/` : entry.name;
}
