import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { EMPTY_TREE_ID, hashObject, type ObjectId } from "./object-id.ts";
import { type RawEntry, scanEntries } from "./scan-tree.ts";
import { decodeText } from "./text.ts";

/** A run of a tree's entries, in the bytes that git writes. */
export type Segment = {
  /** Of its bytes, hashed under a type that git does not have; of a whole tree the tree's own id. */
  oid: ObjectId;
  sizeBytes: number;
  entries: number;
  /** How many of the entries are folders. */
  folders: number;
  /** Every name is in Unicode's form NFC, so that a name equal but for its form is looked up. */
  isComposed: boolean;
  /** Where the first entry sorts: the bytes of its name, a folder's with a slash behind. */
  firstKey: Buffer;
  /** At hand for a tree that is not split, and for a segment that is not stored yet. */
  bytes?: Buffer;
};

/**
 * A tree in segments: one that is small is whole, in one segment; a large one is split. Two trees
 * that differ in one entry differ in one segment, mostly, and share all others.
 */
export type Tree = { oid: ObjectId; sizeBytes: number; segments: readonly Segment[] };

export const EMPTY_TREE: Tree = { oid: EMPTY_TREE_ID, sizeBytes: 0, segments: [] };

/** Up to this size a tree is stored whole. */
export const WHOLE_LIMIT_BYTES = 32 * 1024;
/** No segment ends before, and each does with the entry that reaches the other. */
const MIN_BYTES = 4 * 1024;
const MAX_BYTES = 32 * 1024;
/** One name of so many ends its segment: with names of 20 bytes after about 10 KiB. */
const NAMES_TO_A_CUT = 128;

export function isSplit({ oid, segments: [first] }: Tree): boolean {
  return first !== undefined && first.oid !== oid;
}

/** A tree by its bytes. @param oid where it is known. */
export function wholeTree(bytes: Buffer, oid: ObjectId = hashObject("tree", bytes)): Tree {
  if (bytes.length === 0) return EMPTY_TREE;
  const segment = new OpenSegment();
  for (const entry of scanEntries(bytes)) segment.add(entry);
  return { oid, sizeBytes: bytes.length, segments: [segment.describe(oid, bytes)] };
}

/**
 * Divides entries into segments as they come in git's order. Where a segment ends depends on the
 * names in it alone: the same entries give the same segments, whatever lies before and behind.
 */
export class SegmentWriter {
  readonly #done: Segment[] = [];
  #open = new OpenSegment();

  /** The last segment has ended, and the next has not begun. */
  get isBetween(): boolean {
    return this.#open.sizeBytes === 0;
  }

  add(entry: RawEntry): void {
    this.#open.add(entry);
    const { sizeBytes } = this.#open;
    if (sizeBytes < MIN_BYTES) return;
    if (sizeBytes >= MAX_BYTES || crc32(entry.name) % NAMES_TO_A_CUT === 0) this.#cut();
  }

  /** A segment that was written like this before; only between two. */
  keep(segment: Segment): void {
    this.#done.push(segment);
  }

  finish(): Segment[] {
    if (!this.isBetween) this.#cut();
    return this.#done;
  }

  #cut(): void {
    const bytes = this.#open.concat();
    this.#done.push(this.#open.describe(segmentId(bytes), bytes));
    this.#open = new OpenSegment();
  }
}

class OpenSegment {
  sizeBytes = 0;
  readonly #parts: Buffer[] = [];
  #folders = 0;
  #isComposed = true;
  #firstKey: Buffer | undefined;

  add({ bytes, name, key, isFolder }: RawEntry): void {
    this.#firstKey ??= key;
    this.#parts.push(bytes);
    this.sizeBytes += bytes.length;
    if (isFolder) this.#folders += 1;
    this.#isComposed &&= isComposedName(name);
  }

  concat(): Buffer {
    return Buffer.concat(this.#parts, this.sizeBytes);
  }

  describe(oid: ObjectId, bytes: Buffer): Segment {
    return {
      oid,
      sizeBytes: bytes.length,
      entries: this.#parts.length,
      folders: this.#folders,
      isComposed: this.#isComposed,
      // A copy, for the first key outlives the bytes that it was read from.
      firstKey: Buffer.from(this.#firstKey ?? ""),
      bytes,
    };
  }
}

function isComposedName(name: Buffer): boolean {
  if (isAscii(name)) return true;
  const text = decodeText(name);
  return text.normalize("NFC") === text;
}

/** As git names objects, under a type of our own: never the id of one of git's. */
function segmentId(bytes: Buffer): ObjectId {
  return createHash("sha1").update(`segment ${bytes.length}\0`).update(bytes).digest("hex");
}
