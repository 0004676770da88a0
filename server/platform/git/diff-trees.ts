import { FolderCursor, readFolder } from "./folder-cursor.ts";
import { EMPTY_TREE_ID, type ObjectId } from "./object-id.ts";
import { compareEntries, isFolder, type ReadTrees, type TreeEntry } from "./tree.ts";
import { joinPath } from "./walk-tree.ts";

/** What lies at a path before and after; without one side it was added or removed. */
export type PathDifference = { path: string; before?: TreeEntry; after?: TreeEntry };

export type DiffOptions = {
  /** Put before the names. */
  path?: string;
  /** true (the default): files only, of all folders. false: the entries of this folder. */
  recursive?: boolean;
};

/** Ids of two trees; undefined stands for the empty one. */
export type TreePair = { before: ObjectId | undefined; after: ObjectId | undefined };

/**
 * What differs between two trees, in git's order; equal subtrees are not read. A file that gives
 * way to a folder is one removal and the additions below it.
 */
export async function* diffTrees(
  readTrees: ReadTrees,
  { before, after }: TreePair,
  { path = "", recursive = true }: DiffOptions = {},
): AsyncGenerator<PathDifference, void, undefined> {
  if (before === after) return;
  const differences = pairsOf(
    await readFolder(readTrees, before ?? EMPTY_TREE_ID),
    await readFolder(readTrees, after ?? EMPTY_TREE_ID),
  );
  yield* expand(readTrees, differences, { path, recursive });
}

type Pair = { before?: TreeEntry; after?: TreeEntry };

async function* expand(
  readTrees: ReadTrees,
  pairs: readonly Pair[],
  { path, recursive }: Required<DiffOptions>,
): AsyncGenerator<PathDifference, void, undefined> {
  const befores = new FolderCursor(readTrees, sidesOf(pairs, "before"));
  const afters = new FolderCursor(readTrees, sidesOf(pairs, "after"));
  for (const pair of pairs) {
    const entry = pair.after ?? pair.before;
    const pairPath = joinPath(path, entry?.name ?? "");
    if (!recursive || !entry || !isFolder(entry)) {
      yield { path: pairPath, ...pair };
      continue;
    }
    const below = pairsOf(
      pair.before ? await befores.read(pair.before.oid) : [],
      pair.after ? await afters.read(pair.after.oid) : [],
    );
    yield* expand(readTrees, below, { path: pairPath, recursive });
  }
}

/** Merges two sorted lists; a file and a folder of one name are two places in git's order. */
function pairsOf(before: readonly TreeEntry[], after: readonly TreeEntry[]): Pair[] {
  const pairs: Pair[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const a = before[left];
    const b = after[right];
    const order = a && b ? compareEntries(a, b) : a ? -1 : 1;
    if (order <= 0) left++;
    if (order >= 0) right++;
    if (order === 0 && a?.oid === b?.oid && a?.mode === b?.mode) continue;
    pairs.push({ ...(order <= 0 && a && { before: a }), ...(order >= 0 && b && { after: b }) });
  }
  return pairs;
}

function sidesOf(pairs: readonly Pair[], side: keyof Pair): TreeEntry[] {
  return pairs.flatMap((pair) => pair[side] ?? []);
}
