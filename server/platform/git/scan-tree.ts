import type { ObjectId } from "./object-id.ts";
import { parseTree, type TreeEntry } from "./tree.ts";

const ID_BYTES = 20;
const FOLDER_DIGIT = 0x34;
const SUBMODULE_DIGIT = 0x36;
const ONE = 0x31;

export type ScannedEntry = { isFolder: boolean; oid: ObjectId };

/**
 * The ids in a tree, without its names: much cheaper than `parseTree` for who only goes on from
 * them. Submodules are left out, for their commits lie elsewhere.
 */
export function* scanTree(bytes: Buffer): Generator<ScannedEntry, void, undefined> {
  let position = 0;
  while (position < bytes.length) {
    const end = bytes.indexOf(0, position);
    const next = end + 1 + ID_BYTES;
    if (end < 0 || next > bytes.length) throw new Error("tree: cut short");
    const isSubmodule = bytes[position] === ONE && bytes[position + 1] === SUBMODULE_DIGIT;
    if (!isSubmodule) {
      const isFolder = bytes[position] === FOLDER_DIGIT || bytes[position] === 0x30;
      yield { isFolder, oid: bytes.toString("hex", end + 1, next) };
    }
    position = next;
  }
}

/** One entry of a tree by its name, without reading the others' names. */
export function findInTree(bytes: Buffer, name: string): TreeEntry | undefined {
  const wanted = Buffer.from(name);
  let position = 0;
  while (position < bytes.length) {
    const end = bytes.indexOf(0, position);
    const next = end + 1 + ID_BYTES;
    if (end < 0 || next > bytes.length) throw new Error("tree: cut short");
    const start = end - wanted.length;
    const isFound =
      bytes[start - 1] === 0x20 &&
      bytes.indexOf(0x20, position) === start - 1 &&
      bytes.compare(wanted, 0, wanted.length, start, end) === 0;
    if (isFound) return parseTree(bytes.subarray(position, next))[0];
    position = next;
  }
  return undefined;
}
