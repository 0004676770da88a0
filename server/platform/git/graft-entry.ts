import type { RefusedChange } from "./apply-changes.ts";
import { editTree } from "./edit-tree.ts";
import { findTwinsBeside } from "./find-twins.ts";
import { EMPTY_TREE_ID, type ObjectId } from "./object-id.ts";
import { FOLDER_MODE, isFolder, type FileMode, type TreeEntry } from "./tree.ts";
import { lookUpOne, readFolder, type TreeReader } from "./tree-reader.ts";
import { EMPTY_TREE, type Tree } from "./tree-segment.ts";

export type Graft = {
  /** Where the entry lies from now on; not the root. */
  path: string;
  /** A file or a whole folder by its id; null removes what is there. */
  entry: { mode: FileMode; oid: ObjectId } | null;
};

export type Grafted = {
  rootOid: ObjectId;
  /** The trees above the path; segments that are new carry their bytes. */
  newTrees: Map<ObjectId, Tree>;
  /** Then nothing of the rest may be used. */
  refused: RefusedChange | undefined;
};

type Level = { name: string; tree: Tree; before: TreeEntry | undefined };

/**
 * Puts one file or one whole folder at a path, in place of what was there, without reading what is
 * in it: the cost is the depth of the path, however large the folder.
 */
export async function graftEntry(
  reader: TreeReader,
  rootOid: ObjectId,
  { path, entry }: Graft,
): Promise<Grafted> {
  const { levels, fileAbove } = await readLevels(reader, rootOid, path);
  const newTrees = new Map<ObjectId, Tree>();
  if (fileAbove !== undefined) {
    const reason = `cannot lie below '${fileAbove}', which is a file`;
    return { rootOid, newTrees, refused: { path, code: "file-in-the-way", reason } };
  }
  const refused = entry === null ? undefined : await refuseTwin(reader, { path, levels });
  let replacement = entry;
  for (const { name, tree: old, before } of levels.toReversed()) {
    const after = replacement === null ? undefined : { name, ...replacement };
    const tree = await editTree(reader, old, [{ before, after }]);
    if (tree.segments.length === 0) {
      replacement = null;
      continue;
    }
    if (tree !== old) newTrees.set(tree.oid, tree);
    replacement = { mode: FOLDER_MODE, oid: tree.oid };
  }
  return { rootOid: replacement?.oid ?? EMPTY_TREE_ID, newTrees, refused };
}

/** The folders on the way, each with the name that leads on; those that are not there are empty. */
async function readLevels(
  reader: TreeReader,
  rootOid: ObjectId,
  path: string,
): Promise<{ levels: Level[]; fileAbove?: string }> {
  const levels: Level[] = [];
  const segments = path.split("/");
  let oid: ObjectId | undefined = rootOid;
  for (const [depth, name] of segments.entries()) {
    const tree: Tree = oid === undefined ? EMPTY_TREE : await readFolder(reader, oid);
    const before: TreeEntry | undefined = await lookUpOne(reader, { tree, name });
    levels.push({ name, tree, before });
    const isLast = depth === segments.length - 1;
    if (before !== undefined && !isFolder(before) && !isLast) {
      return { levels, fileAbove: segments.slice(0, depth + 1).join("/") };
    }
    oid = before?.oid;
  }
  return { levels };
}

/** Only the first name that is new stands beside others. */
async function refuseTwin(
  reader: TreeReader,
  { path, levels }: { path: string; levels: readonly Level[] },
): Promise<RefusedChange | undefined> {
  const first = levels.find(({ before }) => before === undefined);
  if (first === undefined) return undefined;
  const added = new Set([first.name]);
  const [twin] = await findTwinsBeside(reader, first.tree, { added, isRemoved: () => false });
  if (twin === undefined) return undefined;
  const reason = `differs from '${twin[1]}' only by Unicode normalisation`;
  return { path, code: "name-twin", reason };
}
