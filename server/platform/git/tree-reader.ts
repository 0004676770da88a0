import { EMPTY_TREE_ID, type ObjectId } from "./object-id.ts";
import { findInTree } from "./scan-tree.ts";
import { encodeText } from "./text.ts";
import { FOLDER_MODE, parseTree, type TreeEntry } from "./tree.ts";
import { EMPTY_TREE, type Segment, type Tree } from "./tree-segment.ts";

/**
 * How the functions of this folder read trees: many at once, so that a database answers with one
 * query, and of a large one only the segments that are wanted. The caller may cache.
 */
export type TreeReader = {
  /** Every id asked for must be in the answer. */
  readTrees: (ids: readonly ObjectId[]) => Promise<ReadonlyMap<ObjectId, Tree>>;
  /** The bytes of segments of such trees, in the order asked for. */
  readSegments: (segments: readonly Segment[]) => Promise<readonly Buffer[]>;
};

type SegmentReader = Pick<TreeReader, "readSegments">;

/** What is read at once of a large tree. */
const BATCH_BYTES = 2 * 1024 * 1024;
/** And at first, by whoever may stop early: a segment or two. */
const FIRST_BYTES = 16 * 1024;
/** A name is looked for in the bytes of a segment; for more names than this it is parsed. */
const LOOKUPS_BEFORE_PARSING = 6;

/**
 * Reads trees, each once; the empty tree need not be stored.
 * @throws {Error} when `readTrees` does not know one.
 */
export async function readFolders(
  { readTrees }: TreeReader,
  ids: Iterable<ObjectId>,
): Promise<(oid: ObjectId) => Tree> {
  const wanted = new Set(ids);
  wanted.delete(EMPTY_TREE_ID);
  const trees = wanted.size > 0 ? await readTrees([...wanted]) : undefined;
  return (oid) => {
    const tree = oid === EMPTY_TREE_ID ? EMPTY_TREE : trees?.get(oid);
    if (tree === undefined) throw new Error(`tree ${oid} was not read`);
    return tree;
  };
}

export async function readFolder(reader: TreeReader, oid: ObjectId): Promise<Tree> {
  const treeOf = await readFolders(reader, [oid]);
  return treeOf(oid);
}

/** Trees that are not stored yet before those that are. */
export function withTrees(reader: TreeReader, fresh: ReadonlyMap<ObjectId, Tree>): TreeReader {
  if (fresh.size === 0) return reader;
  return {
    readSegments: reader.readSegments,
    async readTrees(ids) {
      const stored = ids.filter((id) => !fresh.has(id));
      const found = new Map(stored.length === 0 ? [] : await reader.readTrees(stored));
      for (const id of ids) {
        const tree = fresh.get(id);
        if (tree !== undefined) found.set(id, tree);
      }
      return found;
    },
  };
}

/** Segments in runs of a few MiB; the first are shorter, for whoever stops early. */
export function* batchesOf(
  segments: Iterable<Segment>,
  firstBytes = BATCH_BYTES,
): Generator<Segment[], void, undefined> {
  let batch: Segment[] = [];
  let sizeBytes = 0;
  let limitBytes = firstBytes;
  for (const segment of segments) {
    batch.push(segment);
    sizeBytes += segment.sizeBytes;
    if (sizeBytes < limitBytes) continue;
    yield batch;
    batch = [];
    sizeBytes = 0;
    limitBytes = Math.min(2 * limitBytes, BATCH_BYTES);
  }
  if (batch.length > 0) yield batch;
}

/** The entries of segments in their order, one list for each segment. Stop when there is enough. */
export async function* readEntries(
  reader: SegmentReader,
  segments: Iterable<Segment>,
): AsyncGenerator<TreeEntry[], void, undefined> {
  for (const batch of batchesOf(segments, FIRST_BYTES)) {
    for (const bytes of await reader.readSegments(batch)) yield parseTree(bytes);
  }
}

export async function readSegment(reader: SegmentReader, segment: Segment): Promise<Buffer> {
  const [bytes] = await reader.readSegments([segment]);
  if (bytes === undefined) throw new Error(`segment ${segment.oid} was not read`);
  return bytes;
}

/** The segment in which a key lies if the tree has it; of a tree without entries 0. */
export function placeOf({ segments }: Tree, key: Buffer): number {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const first = segments[middle]?.firstKey;
    if (first !== undefined && Buffer.compare(first, key) <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where an entry sorts. */
export function keyOf({ mode, name }: Pick<TreeEntry, "mode" | "name">): Buffer {
  return encodeText(mode === FOLDER_MODE ? `${name}/` : name);
}

export type Lookup = { tree: Tree; name: string };

/**
 * Finds names in trees, all with few queries: of a large tree only the segments are read in which
 * a name may lie. @returns for each lookup its entry.
 */
export async function lookUp(
  reader: SegmentReader,
  lookups: readonly Lookup[],
): Promise<(TreeEntry | undefined)[]> {
  const wanted = new Map<Segment, number[]>();
  for (const [index, lookup] of lookups.entries()) {
    for (const segment of candidatesFor(lookup)) {
      const indexes = wanted.get(segment);
      if (indexes === undefined) wanted.set(segment, [index]);
      else indexes.push(index);
    }
  }
  const found: (TreeEntry | undefined)[] = lookups.map(() => undefined);
  for (const batch of batchesOf(wanted.keys())) {
    const bodies = await reader.readSegments(batch);
    for (const [at, segment] of batch.entries()) {
      const indexes = wanted.get(segment) ?? [];
      const find = finderIn(bodies[at] ?? Buffer.alloc(0), indexes.length);
      for (const index of indexes) found[index] ??= find(lookups[index]?.name ?? "");
    }
  }
  return found;
}

export async function lookUpOne(
  reader: SegmentReader,
  lookup: Lookup,
): Promise<TreeEntry | undefined> {
  const [entry] = await lookUp(reader, [lookup]);
  return entry;
}

/** A file and a folder of one name sort at two places. */
export function candidatesFor({ tree, name }: Lookup): Segment[] {
  const bytes = encodeText(name);
  const asFile = tree.segments[placeOf(tree, bytes)];
  const asFolder = tree.segments[placeOf(tree, Buffer.concat([bytes, Buffer.from("/")]))];
  if (asFile === undefined) return [];
  return asFolder === undefined || asFolder === asFile ? [asFile] : [asFile, asFolder];
}

function finderIn(bytes: Buffer, lookups: number): (name: string) => TreeEntry | undefined {
  if (lookups <= LOOKUPS_BEFORE_PARSING) return (name) => findInTree(bytes, name);
  const entries = new Map(parseTree(bytes).map((entry) => [entry.name, entry]));
  return (name) => entries.get(name);
}
