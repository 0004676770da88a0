import { problem } from "#contract/problems.ts";
import {
  applyChanges,
  type Change as TreeChange,
  type ChangedPath,
  diffTrees,
  findPath,
  FOLDER_MODE,
  graftEntry,
  isFolder,
  type ObjectId,
  readEntries,
  type RefusedChange,
  type Tree,
  type TreeEntry,
  type TreeReader,
  withTrees,
} from "../../platform/git/index.ts";
import type { FolderMove } from "../events.ts";
import { checkPath, foldersAbove } from "../rules/paths.ts";
import type { Change } from "./change.ts";

/** Changes that build on earlier changes of the same commit cost a pass each. */
const PASS_LIMIT = 50;

export type TreeEdit = {
  root: ObjectId;
  changes: readonly Change[];
  /** What the puts bring, by path. */
  files: ReadonlyMap<string, ObjectId>;
  /** An index has the paths of the tree: a folder that is renamed is told as one. */
  isIndexed?: boolean;
};

export type EditedTree = {
  root: ObjectId;
  newTrees: Map<ObjectId, Tree>;
  changedPaths: ChangedPath[];
  /** The folder that was renamed, when that is all: its files are not among the changed paths. */
  movedFolder?: FolderMove;
};

type Rename = Extract<Change, { op: "rename" }>;

/**
 * Applies the changes of a commit to a tree, in their order; nothing is written yet. A file that is
 * replaced keeps its being executable, for the API has no modes.
 * @throws {Problem} `entry-not-found`, `path-conflict`, `path-invalid`, naming the path.
 */
export async function editTree(reader: TreeReader, edit: TreeEdit): Promise<EditedTree> {
  const pending = new PendingChanges();
  let edited: EditedTree = { root: edit.root, newTrees: new Map(), changedPaths: [] };
  let passes = 0;
  let isGrafted = false;
  const flush = async () => {
    passes += 1;
    edited = await applyPass(reader, edited, pending.take());
  };
  for (const change of edit.changes) {
    if (change.op !== "rename") {
      pending.add(toTreeChange(change, edit.files));
      continue;
    }
    if (pending.touches(change.from) || pending.touches(change.to)) await flush();
    if (passes > PASS_LIMIT) throw tooEntangled();
    const source = await findRenamed(withTrees(reader, edited.newTrees), edited.root, change);
    if (source === undefined) continue;
    if (isFolder(source)) {
      edited = await moveFolder(reader, edited, { ...change, oid: source.oid });
      isGrafted = true;
    } else {
      pending.add({ kind: "delete", path: change.from });
      pending.add(additionOf(change.to, source));
    }
  }
  if (pending.isEmpty && isGrafted) {
    const [only, ...others] = edit.changes;
    if (edit.isIndexed !== true || only?.op !== "rename" || others.length > 0) {
      return settle(reader, edit.root, edited);
    }
    const newTrees = await keepReachable(reader, edited);
    return { ...edited, newTrees, movedFolder: { from: only.from, to: only.to } };
  }
  await flush();
  return passes === 1 && !isGrafted ? edited : settle(reader, edit.root, edited);
}

/** Changes that wait to be applied together. */
class PendingChanges {
  #changes: TreeChange[] = [];
  #paths = new Set<string>();
  #folders = new Set<string>();

  add(change: TreeChange): void {
    this.#changes.push(change);
    this.#paths.add(change.path);
    for (const folder of foldersAbove(change.path)) this.#folders.add(folder);
  }

  get isEmpty(): boolean {
    return this.#changes.length === 0;
  }

  /** Whether a change is at the path, above it or below it. */
  touches(path: string): boolean {
    return (
      [path, ...foldersAbove(path)].some((above) => this.#paths.has(above)) ||
      this.#folders.has(path)
    );
  }

  take(): TreeChange[] {
    const taken = this.#changes;
    this.#changes = [];
    this.#paths = new Set();
    this.#folders = new Set();
    return taken;
  }
}

async function applyPass(
  reader: TreeReader,
  edited: EditedTree,
  changes: readonly TreeChange[],
): Promise<EditedTree> {
  const current = withTrees(reader, edited.newTrees);
  let applied = await applyChanges(current, edited.root, changes);
  const [refused] = applied.refused;
  if (refused !== undefined) throw refusalOf(refused);
  const executables = new Set(
    applied.changedPaths
      .filter(({ before, after }) => before?.mode === "100755" && after?.mode === "100644")
      .map(({ path }) => path),
  );
  if (executables.size > 0) {
    const kept = changes.map((change) =>
      change.kind === "put" && executables.has(change.path)
        ? { ...change, mode: "100755" as const }
        : change,
    );
    applied = await applyChanges(current, edited.root, kept);
  }
  return {
    root: applied.rootOid,
    newTrees: new Map([...edited.newTrees, ...applied.newTrees]),
    changedPaths: applied.changedPaths,
  };
}

function toTreeChange(
  change: Exclude<Change, Rename>,
  files: ReadonlyMap<string, ObjectId>,
): TreeChange {
  if (change.op === "delete") return { kind: "delete", path: change.path };
  if (change.op === "delete-folder") {
    return { kind: "delete-folder", path: change.path.replace(/\/$/, "") };
  }
  const oid = files.get(change.path);
  if (oid === undefined) throw new Error(`nothing was staged for ${change.path}`);
  return { kind: "put", path: change.path, mode: "100644", oid };
}

/** What a rename moves; undefined when it moves nothing. It keeps its blobs. */
async function findRenamed(
  reader: TreeReader,
  root: ObjectId,
  { from, to }: Rename,
): Promise<TreeEntry | undefined> {
  if (from === to) return undefined;
  const source = await findPath(reader, root, from);
  if (source === undefined) throw missing(from, "does not exist");
  if (to.startsWith(`${from}/`)) throw conflict(to, "lies inside what is renamed");
  if ((await findPath(reader, root, to)) !== undefined) throw conflict(to, "exists already");
  return source;
}

/** A folder moves as one entry, whatever is in it. */
async function moveFolder(
  reader: TreeReader,
  edited: EditedTree,
  { from, to, oid }: Rename & { oid: ObjectId },
): Promise<EditedTree> {
  const entry = { mode: FOLDER_MODE, oid } as const;
  const newTrees = new Map(edited.newTrees);
  let { root } = edited;
  for (const graft of [
    { path: from, entry: null },
    { path: to, entry },
  ]) {
    const grafted = await graftEntry(withTrees(reader, newTrees), root, graft);
    if (grafted.refused !== undefined) throw refusalOf(grafted.refused);
    for (const [id, body] of grafted.newTrees) newTrees.set(id, body);
    root = grafted.rootOid;
  }
  return { ...edited, root, newTrees };
}

function additionOf(path: string, { mode, oid }: TreeEntry): TreeChange {
  if (mode === "40000") throw new Error(`${path} is a folder`);
  return { kind: "put", path, mode, oid };
}

/**
 * After several passes or a moved folder: what differs from the beginning, each new path checked,
 * and no tree of a state in between.
 */
async function settle(
  reader: TreeReader,
  before: ObjectId,
  edited: EditedTree,
): Promise<EditedTree> {
  const current = withTrees(reader, edited.newTrees);
  const changedPaths = await Array.fromAsync(diffTrees(current, { before, after: edited.root }));
  for (const { path, before: was } of changedPaths) if (was === undefined) checkPath(path);
  return { root: edited.root, newTrees: await keepReachable(reader, edited), changedPaths };
}

/** The new trees without those of states in between. */
async function keepReachable(
  reader: TreeReader,
  { root, newTrees }: EditedTree,
): Promise<Map<ObjectId, Tree>> {
  const kept = new Map<ObjectId, Tree>();
  const open = [root];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    const tree = newTrees.get(oid);
    if (tree === undefined || kept.has(oid)) continue;
    kept.set(oid, tree);
    // What names a new folder is new itself.
    const segments = tree.segments.filter(({ bytes, folders }) => bytes && folders > 0);
    for await (const entries of readEntries(reader, segments)) {
      open.push(...entries.filter(isFolder).map((entry) => entry.oid));
    }
  }
  return kept;
}

function refusalOf({ path, code, reason }: RefusedChange) {
  switch (code) {
    case "path-invalid":
      return problem("path-invalid", { detail: `path: ${path} ${reason}`, extra: { path } });
    case "path-missing":
      return missing(path, reason);
    case "file-in-the-way":
    case "folder-in-the-way":
    case "name-twin":
      return conflict(path, reason);
  }
}

function missing(path: string, reason: string) {
  return problem("entry-not-found", { detail: `path: ${path} ${reason}`, extra: { path } });
}

function conflict(path: string, reason: string) {
  return problem("path-conflict", { detail: `path: ${path} ${reason}`, extra: { path } });
}

function tooEntangled() {
  return problem("validation-failed", {
    detail: `operations: more than ${PASS_LIMIT} renames build on other changes of this commit`,
    hint: "Rename in several commits",
  });
}
