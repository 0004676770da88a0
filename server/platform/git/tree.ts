import type { ObjectId } from "./object-id.ts";
import {
  encodeEntry,
  isAscii as isAsciiText,
  knownEntries,
  rememberSource,
} from "./splice-tree.ts";
import { asBuffer, decodeText } from "./text.ts";
import { compareEntries, type FileMode, FOLDER_MODE, type TreeEntry } from "./tree-entry.ts";

export {
  compareEntries,
  compareNames,
  type FileMode,
  FOLDER_MODE,
  isFolder,
  type TreeEntry,
} from "./tree-entry.ts";

/**
 * How the functions of this folder read trees: all wanted ids at once, so that a database answers
 * with one query. The caller may cache; every id asked for must be in the answer.
 */
export type ReadTrees = (
  ids: readonly ObjectId[],
) => Promise<ReadonlyMap<ObjectId, readonly TreeEntry[]>>;

const MODES: ReadonlySet<string> = new Set(["100644", "100755", "120000", "40000", "160000"]);

/**
 * Reads the content of a tree object; the same bytes are read once.
 * @throws {Error} when the bytes are not a tree.
 */
export function parseTree(bytes: Uint8Array): TreeEntry[] {
  const known = knownEntries(bytes);
  if (known !== undefined) return known;
  const buffer = asBuffer(bytes);
  const entries: TreeEntry[] = [];
  const starts: number[] = [];
  let isCanonical = true;
  let isAscii = true;
  let before: TreeEntry | undefined;
  let position = 0;
  while (position < buffer.length) {
    const space = buffer.indexOf(0x20, position);
    const nul = buffer.indexOf(0, space + 1);
    if (space < 0 || nul < 0 || nul + 21 > buffer.length) throw new Error("tree: cut short");
    const modeText = buffer.toString("latin1", position, space);
    const mode = canonicalMode(modeText);
    const name = decodeText(buffer.subarray(space + 1, nul));
    const entry = { mode, name, oid: buffer.toString("hex", nul + 1, nul + 21) };
    isCanonical &&=
      mode === modeText && (before === undefined || compareEntries(before, entry) < 0);
    isAscii &&= name.length === nul - space - 1 && isAsciiText(name);
    entries.push(entry);
    starts.push(position);
    before = entry;
    position = nul + 21;
  }
  if (isCanonical) {
    rememberSource(entries, { bytes: buffer, starts: Uint32Array.from(starts), isAscii });
  }
  return entries;
}

/**
 * The content of the tree object with these entries, in any order.
 * @throws {Error} on an empty name, a name with `/` or NUL, or two entries of one name.
 */
export function serialiseTree(entries: Iterable<TreeEntry>): Buffer {
  const sorted = [...entries].toSorted(compareEntries);
  const names = new Set<string>();
  const parts: Buffer[] = [];
  for (const { mode, name, oid } of sorted) {
    if (name === "" || name.includes("/") || name.includes("\0")) {
      throw new Error(`tree: ${JSON.stringify(name)} is not a name`);
    }
    if (names.has(name)) throw new Error(`tree: two entries named ${JSON.stringify(name)}`);
    names.add(name);
    parts.push(encodeEntry({ mode, name, oid }));
  }
  return Buffer.concat(parts);
}

/** Old tools wrote modes such as 100664 and 040000; git reads them by their kind. */
function canonicalMode(text: string): FileMode {
  if (MODES.has(text)) return text as FileMode;
  const bits = /^[0-7]{5,7}$/.test(text) ? Number.parseInt(text, 8) : 0;
  switch (bits & 0o170000) {
    case 0o100000:
      return bits & 0o100 ? "100755" : "100644";
    case 0o120000:
      return "120000";
    case 0o040000:
      return FOLDER_MODE;
    case 0o160000:
      return "160000";
    default:
      throw new Error(`tree: mode ${JSON.stringify(text)}`);
  }
}
