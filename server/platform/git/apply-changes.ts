import type { Folder } from "./folder.ts";
import { FolderTree } from "./folder-tree.ts";
import type { ObjectId } from "./object-id.ts";
import { checkPath } from "./path-rules.ts";
import { isFolder, type FileMode, type TreeEntry } from "./tree.ts";
import type { TreeReader } from "./tree-reader.ts";
import type { Tree } from "./tree-segment.ts";

export type Change =
  | { kind: "put"; path: string; mode: Exclude<FileMode, "40000">; oid: ObjectId }
  | { kind: "delete"; path: string }
  | { kind: "delete-folder"; path: string };

export type EntryState = { mode: FileMode; oid: ObjectId };

/** One file that differs; without `before` it is new, without `after` it is gone. */
export type ChangedPath = { path: string; before?: EntryState; after?: EntryState };

export type RefusedChange = {
  path: string;
  code: "path-invalid" | "path-missing" | "file-in-the-way" | "folder-in-the-way" | "name-twin";
  /** What is wrong with the path, as the end of a sentence. */
  reason: string;
};

export type AppliedChanges = {
  rootOid: ObjectId;
  /** The trees that are not among those read; segments that are new carry their bytes. */
  newTrees: Map<ObjectId, Tree>;
  /** Every file that differs from before, also those that a deleted folder held. */
  changedPaths: ChangedPath[];
  /** Not empty: then nothing of the rest may be used. */
  refused: RefusedChange[];
};

/**
 * Applies changes, one after the other, to the tree of a commit. Reads and writes only the folders
 * that are touched, level by level, and of large ones only what is touched of them, so the cost grows
 * with the changes and not with the repository.
 * A folder that becomes empty vanishes, as git has no empty folders.
 */
export async function applyChanges(
  reader: TreeReader,
  rootOid: ObjectId,
  changes: readonly Change[],
): Promise<AppliedChanges> {
  const tree = await FolderTree.load(reader, rootOid, {
    paths: changes.map(({ path }) => path),
    wholeFolders: changes.flatMap(({ kind, path }) => (kind === "delete-folder" ? [path] : [])),
  });
  const before = new Map<string, EntryState | undefined>();
  const refused: RefusedChange[] = [];
  const remember = (path: string, entry: TreeEntry | undefined) => {
    if (!before.has(path)) before.set(path, entry && stateOf(entry));
  };
  for (const change of changes) {
    const refusal = apply(tree, change, remember);
    if (refusal) refused.push(refusal);
  }
  const added = [...before].filter(([path, entry]) => !entry && tree.find(path) !== undefined);
  const twins = await twinsOf(
    reader,
    tree,
    added.map(([path]) => path),
  );
  const newTrees = new Map<ObjectId, Tree>();
  return {
    rootOid: await tree.write(reader, newTrees),
    newTrees,
    changedPaths: changedPathsOf(tree, before),
    refused: [...refused, ...twins.map(refuseTwin)],
  };
}

type Remember = (path: string, entry: TreeEntry | undefined) => void;

function apply(tree: FolderTree, change: Change, remember: Remember): RefusedChange | undefined {
  const { kind, path } = change;
  if (kind === "put") return put(tree, change, remember);
  const entry = tree.find(path);
  if (!entry) return { path, code: "path-missing", reason: "does not exist" };
  if (kind === "delete") {
    if (isFolder(entry)) return { path, code: "folder-in-the-way", reason: "is a folder" };
    remember(path, entry);
  } else {
    if (!isFolder(entry)) return { path, code: "file-in-the-way", reason: "is a file" };
    for (const [filePath, file] of tree.filesBelow(path)) remember(filePath, file);
  }
  tree.remove(path);
  return undefined;
}

function put(
  tree: FolderTree,
  { path, mode, oid }: Extract<Change, { kind: "put" }>,
  remember: Remember,
): RefusedChange | undefined {
  const reason = checkPath(path);
  if (reason !== undefined) return { path, code: "path-invalid", reason };
  const fileAbove = tree.findFileAbove(path);
  if (fileAbove !== undefined) {
    const detail = `cannot lie below '${fileAbove}', which is a file`;
    return { path, code: "file-in-the-way", reason: detail };
  }
  const entry = tree.find(path);
  if (entry && isFolder(entry)) return { path, code: "folder-in-the-way", reason: "is a folder" };
  remember(path, entry);
  tree.put(path, { mode, oid });
  return undefined;
}

function changedPathsOf(
  tree: FolderTree,
  touched: ReadonlyMap<string, EntryState | undefined>,
): ChangedPath[] {
  const changed: ChangedPath[] = [];
  for (const [path, before] of touched) {
    const entry = tree.find(path);
    const after = entry && !isFolder(entry) ? stateOf(entry) : undefined;
    if (before?.oid === after?.oid && before?.mode === after?.mode) continue;
    changed.push({ path, ...(before && { before }), ...(after && { after }) });
  }
  return changed;
}

type Twin = { path: string; twin: string };

/** New paths that no reader can tell from another one; those that differ in case are two. */
async function twinsOf(
  reader: TreeReader,
  tree: FolderTree,
  added: readonly string[],
): Promise<Twin[]> {
  const twins: Twin[] = [];
  for (const [folder, { path, names }] of newNamesByFolder(tree, added)) {
    for (const [name, twin] of await folder.findTwins(reader, names)) {
      twins.push({ path: path + name, twin: path + twin });
    }
  }
  return twins;
}

/** The names that are new in each folder: of the files, and of the folders made for them. */
function newNamesByFolder(tree: FolderTree, added: readonly string[]) {
  const byFolder = new Map<Folder, { path: string; names: Set<string> }>();
  for (const path of added) {
    for (const { folder, folderPath, name } of tree.steps(path)) {
      if (folder.hadBefore(name)) continue;
      const group = byFolder.get(folder) ?? { path: folderPath, names: new Set() };
      group.names.add(name);
      byFolder.set(folder, group);
    }
  }
  return byFolder;
}

function refuseTwin({ path, twin }: Twin): RefusedChange {
  const reason = `differs from '${twin}' only by Unicode normalisation`;
  return { path, code: "name-twin", reason };
}

function stateOf({ mode, oid }: EntryState): EntryState {
  return { mode, oid };
}
