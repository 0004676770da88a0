import { FolderCursor } from "./folder-cursor.ts";
import { EMPTY_TREE_ID, type ObjectId } from "./object-id.ts";
import { compareEntries, isFolder, type TreeEntry } from "./tree.ts";
import { readEntries, readFolder, type TreeReader } from "./tree-reader.ts";
import { EMPTY_TREE, type Segment, type Tree } from "./tree-segment.ts";
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
 * What differs between two trees, in git's order; equal subtrees and equal segments are not read. A
 * file that gives way to a folder is one removal and the additions below it.
 */
export async function* diffTrees(
  reader: TreeReader,
  { before, after }: TreePair,
  { path = "", recursive = true }: DiffOptions = {},
): AsyncGenerator<PathDifference, void, undefined> {
  if (before === after) return;
  const trees = {
    before: await readFolder(reader, before ?? EMPTY_TREE_ID),
    after: await readFolder(reader, after ?? EMPTY_TREE_ID),
  };
  yield* expand(reader, trees, { path, recursive });
}

type Pair = { before?: TreeEntry; after?: TreeEntry };

/** Folders are opened several at a time, and never many of them ahead of who reads. */
const PAIRS_AT_ONCE = 500;

async function* expand(
  reader: TreeReader,
  trees: { before: Tree; after: Tree },
  { path, recursive }: Required<DiffOptions>,
): AsyncGenerator<PathDifference, void, undefined> {
  for await (const pairs of inLists(pairsOf(reader, trees))) {
    const befores = new FolderCursor(reader, sidesOf(pairs, "before"));
    const afters = new FolderCursor(reader, sidesOf(pairs, "after"));
    for (const pair of pairs) {
      const entry = pair.after ?? pair.before;
      const pairPath = joinPath(path, entry?.name ?? "");
      if (!recursive || !entry || !isFolder(entry)) {
        yield { path: pairPath, ...pair };
        continue;
      }
      const below = {
        before: pair.before ? await befores.read(pair.before.oid) : EMPTY_TREE,
        after: pair.after ? await afters.read(pair.after.oid) : EMPTY_TREE,
      };
      yield* expand(reader, below, { path: pairPath, recursive });
    }
  }
}

async function* inLists(pairs: AsyncIterable<Pair>): AsyncGenerator<Pair[]> {
  let list: Pair[] = [];
  for await (const pair of pairs) {
    list.push(pair);
    if (list.length < PAIRS_AT_ONCE) continue;
    yield list;
    list = [];
  }
  if (list.length > 0) yield list;
}

/** Merges two sorted lists; a file and a folder of one name are two places in git's order. */
async function* pairsOf(
  reader: TreeReader,
  { before, after }: { before: Tree; after: Tree },
): AsyncGenerator<Pair> {
  const olds = new EntryCursor(reader, segmentsBeside(before, after));
  const news = new EntryCursor(reader, segmentsBeside(after, before));
  for (;;) {
    const [old, fresh] = [await olds.peek(), await news.peek()];
    if (old === undefined && fresh === undefined) return;
    const order = old && fresh ? compareEntries(old, fresh) : old ? -1 : 1;
    if (order <= 0) olds.skip();
    if (order >= 0) news.skip();
    if (order === 0 && old?.oid === fresh?.oid && old?.mode === fresh?.mode) continue;
    yield {
      ...(order <= 0 && old && { before: old }),
      ...(order >= 0 && fresh && { after: fresh }),
    };
  }
}

/** What one tree has and the other has not: a segment of both holds the same entries of both. */
function segmentsBeside(tree: Tree, other: Tree): Segment[] {
  const shared = new Set(other.segments.map(({ oid }) => oid));
  return tree.segments.filter(({ oid }) => !shared.has(oid));
}

/** Entries of segments, one after the other. */
class EntryCursor {
  readonly #lists: AsyncGenerator<TreeEntry[], void, undefined>;
  #list: readonly TreeEntry[] = [];
  #at = 0;

  constructor(reader: TreeReader, segments: readonly Segment[]) {
    this.#lists = readEntries(reader, segments);
  }

  /** Waits only where a segment ends. */
  peek(): TreeEntry | undefined | Promise<TreeEntry | undefined> {
    return this.#at < this.#list.length ? this.#list[this.#at] : this.#advance();
  }

  skip(): void {
    this.#at += 1;
  }

  async #advance(): Promise<TreeEntry | undefined> {
    const { value } = await this.#lists.next();
    this.#list = value ?? [];
    this.#at = 0;
    return this.#list[0];
  }
}

function sidesOf(pairs: readonly Pair[], side: keyof Pair): TreeEntry[] {
  return pairs.flatMap((pair) => pair[side] ?? []);
}
