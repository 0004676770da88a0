import { encodeText } from "./text.ts";
import { compareEntries, type TreeEntry } from "./tree-entry.ts";

/** The bytes that the entries of a tree were read from, and where each of them begins. */
export type TreeSource = {
  bytes: Buffer;
  starts: Uint32Array;
  /** No name has a character beyond ASCII. */
  isAscii: boolean;
};

const sources = new WeakMap<readonly TreeEntry[], TreeSource>();
const entriesOf = new WeakMap<Uint8Array, TreeEntry[]>();

/** Remembers both for as long as either is in use. Only of trees that are as git writes them. */
export function rememberSource(entries: TreeEntry[], source: TreeSource): void {
  sources.set(entries, source);
  entriesOf.set(source.bytes, entries);
}

export function sourceOf(entries: readonly TreeEntry[]): TreeSource | undefined {
  return sources.get(entries);
}

/** What these very bytes were parsed to, or made of. */
export function knownEntries(bytes: Uint8Array): TreeEntry[] | undefined {
  return entriesOf.get(bytes);
}

/** An entry to put in its place, or one to take out. */
type Splice = { at: number; entry: TreeEntry | null };

/** More changes than this are cheaper to write with everything else. */
const SPLICE_LIMIT = 64;

/**
 * A tree with a few entries changed: the bytes of all others are copied as they are, so that one
 * file more costs a copy and not a parse and a sort, however large the folder.
 * @param changes the new entry of each name, null for one that is removed.
 * @returns undefined when the entries were not read from bytes.
 */
export function spliceTree(
  entries: readonly TreeEntry[],
  changes: ReadonlyMap<string, TreeEntry | null>,
  indexOf: (name: string) => number,
): Buffer | undefined {
  const source = sources.get(entries);
  if (source === undefined || changes.size > SPLICE_LIMIT) return undefined;
  const splices = splicesOf(entries, changes, indexOf);
  const parts: Buffer[] = [];
  const kept: TreeEntry[] = [];
  const starts = new Uint32Array(entries.length + splices.length);
  let [next, position] = [0, 0];
  const copyUntil = (end: number) => {
    const from = startOf(source, next);
    const shift = position - from;
    for (let index = next; index < end; index++) {
      starts[kept.length] = startOf(source, index) + shift;
      const entry = entries[index];
      if (entry !== undefined) kept.push(entry);
    }
    const bytes = source.bytes.subarray(from, startOf(source, end));
    parts.push(bytes);
    position += bytes.length;
    next = end;
  };
  for (const { at, entry } of splices) {
    copyUntil(at);
    if (entry === null) {
      next = at + 1;
      continue;
    }
    const bytes = encodeEntry(entry);
    starts[kept.length] = position;
    kept.push(entry);
    parts.push(bytes);
    position += bytes.length;
  }
  copyUntil(entries.length);
  const bytes = Buffer.concat(parts);
  const added = [...changes.values()].every((entry) => entry === null || isAscii(entry.name));
  rememberSource(kept, {
    bytes,
    starts: starts.subarray(0, kept.length),
    isAscii: source.isAscii && added,
  });
  return bytes;
}

/** In the order of the tree; what is removed comes before what takes its place. */
function splicesOf(
  entries: readonly TreeEntry[],
  changes: ReadonlyMap<string, TreeEntry | null>,
  indexOf: (name: string) => number,
): Splice[] {
  const splices: Splice[] = [];
  for (const [name, entry] of changes) {
    const old = indexOf(name);
    if (old >= 0) splices.push({ at: old, entry: null });
    if (entry !== null) splices.push({ at: placeFor(entries, entry), entry });
  }
  return splices.toSorted(
    (one, other) =>
      one.at - other.at ||
      Number(one.entry === null) - Number(other.entry === null) ||
      (one.entry !== null && other.entry !== null ? compareEntries(one.entry, other.entry) : 0),
  );
}

/** The first entry that is not before it. */
function placeFor(entries: readonly TreeEntry[], entry: TreeEntry): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = entries[middle];
    if (other !== undefined && compareEntries(other, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startOf({ bytes, starts }: TreeSource, index: number): number {
  return starts[index] ?? bytes.length;
}

/** One entry as it stands in a tree. */
export function encodeEntry({ mode, name, oid }: TreeEntry): Buffer {
  return Buffer.concat([encodeText(`${mode} ${name}\0`), Buffer.from(oid, "hex")]);
}

export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
