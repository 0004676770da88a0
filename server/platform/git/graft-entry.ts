import { readFolder } from "./folder-cursor.ts";
import { Folder } from "./folder-tree.ts";
import { EMPTY_TREE_ID, hashObject, type ObjectId } from "./object-id.ts";
import { findTwins } from "./path-rules.ts";
import { FOLDER_MODE, isFolder, type FileMode, type ReadTrees, type TreeEntry } from "./tree.ts";
import type { RefusedChange } from "./apply-changes.ts";

export type Graft = {
  /** Where the entry lies from now on; not the root. */
  path: string;
  /** A file or a whole folder by its id; null removes what is there. */
  entry: { mode: FileMode; oid: ObjectId } | null;
};

export type Grafted = {
  rootOid: ObjectId;
  /** The trees above the path, each with its content. */
  newTrees: Map<ObjectId, Buffer>;
  /** Then nothing of the rest may be used. */
  refused: RefusedChange | undefined;
};

type Level = { name: string; entries: readonly TreeEntry[] };

/**
 * Puts one file or one whole folder at a path, in place of what was there, without reading what is
 * in it: the cost is the depth of the path, however large the folder.
 */
export async function graftEntry(
  readTrees: ReadTrees,
  rootOid: ObjectId,
  { path, entry }: Graft,
): Promise<Grafted> {
  const { levels, fileAbove } = await readLevels(readTrees, rootOid, path);
  const newTrees = new Map<ObjectId, Buffer>();
  if (fileAbove !== undefined) {
    const reason = `cannot lie below '${fileAbove}', which is a file`;
    return { rootOid, newTrees, refused: { path, code: "file-in-the-way", reason } };
  }
  const refused = entry === null ? undefined : refuseTwin(path, levels);
  let replacement = entry;
  for (const { name, entries } of levels.toReversed()) {
    const folder = new Folder(undefined, entries);
    if (replacement === null) folder.remove(name);
    else folder.set({ name, ...replacement });
    if (folder.isEmpty) {
      replacement = null;
      continue;
    }
    const bytes = folder.serialise();
    const oid = hashObject("tree", bytes);
    newTrees.set(oid, bytes);
    replacement = { mode: FOLDER_MODE, oid };
  }
  return { rootOid: replacement?.oid ?? EMPTY_TREE_ID, newTrees, refused };
}

/** The folders on the way, each with the name that leads on; those that are not there are empty. */
async function readLevels(
  readTrees: ReadTrees,
  rootOid: ObjectId,
  path: string,
): Promise<{ levels: Level[]; fileAbove?: string }> {
  const levels: Level[] = [];
  const segments = path.split("/");
  let oid: ObjectId | undefined = rootOid;
  for (const [depth, name] of segments.entries()) {
    const entries: readonly TreeEntry[] = oid === undefined ? [] : await readFolder(readTrees, oid);
    levels.push({ name, entries });
    const child: TreeEntry | undefined = entries.find((entry) => entry.name === name);
    const isLast = depth === segments.length - 1;
    if (child !== undefined && !isFolder(child) && !isLast) {
      return { levels, fileAbove: segments.slice(0, depth + 1).join("/") };
    }
    oid = child?.oid;
  }
  return { levels };
}

/** Only the first name that is new stands beside others. */
function refuseTwin(path: string, levels: readonly Level[]): RefusedChange | undefined {
  const first = levels.find(({ name, entries }) => entries.every((entry) => entry.name !== name));
  if (first === undefined) return undefined;
  const names = [...first.entries.map(({ name }) => name), first.name];
  const [twin] = findTwins(names, new Set([first.name]));
  if (twin === undefined) return undefined;
  const reason = `differs from '${twin[1]}' only by Unicode normalisation`;
  return { path, code: "name-twin", reason };
}
