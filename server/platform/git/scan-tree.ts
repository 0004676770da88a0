import type { ObjectId } from "./object-id.ts";
import { encodeText } from "./text.ts";
import { canonicalMode, parseTree, type TreeEntry } from "./tree.ts";

const ID_BYTES = 20;
const SPACE = 0x20;
const SLASH = Buffer.from("/");
const [ZERO, ONE, FOUR, SIX] = [0x30, 0x31, 0x34, 0x36];

export type ScannedEntry = { isFolder: boolean; oid: ObjectId };

/** An entry of a tree as bytes, not decoded. */
export type RawEntry = {
  /** All of it: mode, name and id. */
  bytes: Buffer;
  name: Buffer;
  isFolder: boolean;
  /** Where it sorts: the name, of a folder with a slash behind. */
  key: Buffer;
};

/**
 * The ids in a tree, without its names: much cheaper than `parseTree` for who only goes on from
 * them. Submodules are left out, for their commits lie elsewhere.
 */
export function* scanTree(bytes: Buffer): Generator<ScannedEntry, void, undefined> {
  for (const { start, end, next } of placesIn(bytes)) {
    if (bytes[start] === ONE && bytes[start + 1] === SIX) continue;
    yield { isFolder: isFolderAt(bytes, start), oid: bytes.toString("hex", end + 1, next) };
  }
}

/**
 * The entries of a tree in its order, each with the mode that git writes today.
 * @throws {Error} when the bytes are not a tree.
 */
export function* scanEntries(bytes: Buffer): Generator<RawEntry, void, undefined> {
  for (const { start, end, next } of placesIn(bytes)) {
    const isFolder = isFolderAt(bytes, start);
    const space = bytes.indexOf(SPACE, start);
    const modeText = bytes.toString("latin1", start, space);
    const mode = canonicalMode(modeText);
    const name = bytes.subarray(space + 1, end);
    const rest = bytes.subarray(space, next);
    yield {
      bytes:
        mode === modeText
          ? bytes.subarray(start, next)
          : Buffer.concat([Buffer.from(mode, "latin1"), rest]),
      name,
      isFolder,
      key: isFolder ? Buffer.concat([name, SLASH]) : name,
    };
  }
}

/** One entry of a tree by its name, without reading the others' names. */
export function findInTree(bytes: Buffer, name: string): TreeEntry | undefined {
  const wanted = encodeText(name);
  for (const { start, end, next } of placesIn(bytes)) {
    const nameStart = end - wanted.length;
    const isFound =
      bytes[nameStart - 1] === SPACE &&
      bytes.indexOf(SPACE, start) === nameStart - 1 &&
      bytes.compare(wanted, 0, wanted.length, nameStart, end) === 0;
    if (isFound) return parseTree(bytes.subarray(start, next))[0];
  }
  return undefined;
}

/** Where each entry begins, where its name ends, and where the next one begins. */
function* placesIn(bytes: Buffer): Generator<{ start: number; end: number; next: number }> {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(0, start);
    const next = end + 1 + ID_BYTES;
    if (end < 0 || next > bytes.length) throw new Error("tree: cut short");
    yield { start, end, next };
    start = next;
  }
}

function isFolderAt(bytes: Buffer, start: number): boolean {
  return bytes[start] === FOUR || bytes[start] === ZERO;
}
