import { objectHash, type ObjectId } from "./object-id.ts";
import { type RawEntry, scanEntries } from "./scan-tree.ts";
import { encodeText } from "./text.ts";
import { encodeEntry, isFolder, type TreeEntry } from "./tree.ts";
import { batchesOf, keyOf, readSegment, type TreeReader } from "./tree-reader.ts";
import {
  EMPTY_TREE,
  isSplit,
  type Segment,
  SegmentWriter,
  type Tree,
  WHOLE_LIMIT_BYTES,
  wholeTree,
} from "./tree-segment.ts";

type SegmentReader = Pick<TreeReader, "readSegments">;

/** One entry that comes, goes or is replaced; `before` is what the tree has by that name. */
export type EntryChange = { before: TreeEntry | undefined; after: TreeEntry | undefined };

/** What shall lie at a key; null: nothing. */
type Edit = { key: Buffer; entry: RawEntry | null };

/**
 * A tree with entries changed. Of a large one only the segments that change are divided anew; the
 * others are read for git's hash of the whole and stay as they are. The new segments carry their
 * bytes.
 */
export async function editTree(
  reader: SegmentReader,
  tree: Tree,
  changes: Iterable<EntryChange>,
): Promise<Tree> {
  const edits = editsOf(changes);
  if (edits.length === 0) return tree;
  const segments = await editSegments(reader, tree, edits);
  const sizeBytes = segments.reduce((sum, segment) => sum + segment.sizeBytes, 0);
  if (sizeBytes === 0) return EMPTY_TREE;
  if (sizeBytes <= WHOLE_LIMIT_BYTES) {
    return wholeTree(Buffer.concat(await reader.readSegments(segments)));
  }
  return { oid: await hashSegments(reader, segments, sizeBytes), sizeBytes, segments };
}

function editsOf(changes: Iterable<EntryChange>): Edit[] {
  const edits: Edit[] = [];
  for (const { before, after } of changes) {
    if (before?.oid === after?.oid && before?.mode === after?.mode) continue;
    const key = after && keyOf(after);
    const oldKey = before && keyOf(before);
    if (oldKey !== undefined && !(key?.equals(oldKey) ?? false)) {
      edits.push({ key: oldKey, entry: null });
    }
    if (after !== undefined && key !== undefined) edits.push({ key, entry: rawEntry(after, key) });
  }
  return edits.toSorted((one, other) => Buffer.compare(one.key, other.key));
}

function rawEntry(entry: TreeEntry, key: Buffer): RawEntry {
  const name = encodeText(entry.name);
  return { bytes: encodeEntry(entry), name, isFolder: isFolder(entry), key };
}

async function editSegments(
  reader: SegmentReader,
  tree: Tree,
  edits: readonly Edit[],
): Promise<Segment[]> {
  const writer = new SegmentWriter();
  if (tree.segments.length === 0) {
    for (const { entry } of edits) if (entry !== null) writer.add(entry);
    return writer.finish();
  }
  const editsIn = assignEdits(tree, edits);
  for (const batch of batchesOf(tree.segments)) {
    const touched = batch.filter((segment) => editsIn.has(segment));
    const bodies = await reader.readSegments(touched);
    const bodyOf = new Map(touched.map((segment, at) => [segment, bodies[at]]));
    for (const segment of batch) {
      const changes = editsIn.get(segment);
      if (changes === undefined && writer.isBetween && isSplit(tree)) {
        writer.keep(segment);
        continue;
      }
      // What follows a changed segment is divided anew until both divisions meet.
      const bytes = bodyOf.get(segment) ?? (await readSegment(reader, segment));
      for (const entry of merge(entriesIn(bytes), changes ?? [])) writer.add(entry);
    }
  }
  return writer.finish();
}

/** What changes in each segment: all keys from its first one up to the next segment's. */
function assignEdits({ segments }: Tree, edits: readonly Edit[]): Map<Segment, Edit[]> {
  const assigned = new Map<Segment, Edit[]>();
  let at = 0;
  for (const [index, segment] of segments.entries()) {
    const nextKey = segments[index + 1]?.firstKey;
    const start = at;
    while (at < edits.length && isBefore(edits[at], nextKey)) at += 1;
    if (at > start) assigned.set(segment, edits.slice(start, at));
  }
  return assigned;
}

function isBefore(edit: Edit | undefined, key: Buffer | undefined): boolean {
  return edit !== undefined && (key === undefined || Buffer.compare(edit.key, key) < 0);
}

/** In git's order also where a tree that came from elsewhere is not. */
function entriesIn(bytes: Buffer): RawEntry[] {
  const entries = [...scanEntries(bytes)];
  const isSorted = entries.every(
    ({ key }, index) => index === 0 || Buffer.compare(entries[index - 1]?.key ?? key, key) < 0,
  );
  return isSorted ? entries : entries.toSorted((one, other) => Buffer.compare(one.key, other.key));
}

function* merge(entries: readonly RawEntry[], edits: readonly Edit[]): Generator<RawEntry> {
  let at = 0;
  for (const entry of entries) {
    let order = -1;
    for (let edit = edits[at]; edit !== undefined; edit = edits[at]) {
      order = Buffer.compare(edit.key, entry.key);
      if (order > 0) break;
      at += 1;
      if (edit.entry !== null) yield edit.entry;
      if (order === 0) break;
    }
    if (order !== 0) yield entry;
  }
  for (const { entry } of edits.slice(at)) if (entry !== null) yield entry;
}

/** Git's id of the whole tree, of which a few MiB are in memory. */
async function hashSegments(
  reader: SegmentReader,
  segments: readonly Segment[],
  sizeBytes: number,
): Promise<ObjectId> {
  const hash = objectHash("tree", sizeBytes);
  for (const batch of batchesOf(segments)) {
    for (const bytes of await reader.readSegments(batch)) hash.update(bytes);
  }
  return hash.digest("hex");
}
