import type { ObjectId } from "./object-id.ts";
import { asBuffer, decodeText, encodeText } from "./text.ts";

/** Plain file, executable file, symbolic link, folder, submodule. */
export type FileMode = "100644" | "100755" | "120000" | "40000" | "160000";

export type TreeEntry = {
  mode: FileMode;
  /** One path segment; bytes that are not UTF-8 are kept as `text.ts` describes. */
  name: string;
  oid: ObjectId;
};

/**
 * How the functions of this folder read trees: all wanted ids at once, so that a database answers
 * with one query. The caller may cache; every id asked for must be in the answer.
 */
export type ReadTrees = (
  ids: readonly ObjectId[],
) => Promise<ReadonlyMap<ObjectId, readonly TreeEntry[]>>;

export const FOLDER_MODE = "40000";

const MODES: ReadonlySet<string> = new Set(["100644", "100755", "120000", "40000", "160000"]);

export function isFolder(entry: { mode: FileMode }): boolean {
  return entry.mode === FOLDER_MODE;
}

/**
 * Reads the content of a tree object.
 * @throws {Error} when the bytes are not a tree.
 */
export function parseTree(bytes: Uint8Array): TreeEntry[] {
  const buffer = asBuffer(bytes);
  const entries: TreeEntry[] = [];
  let position = 0;
  while (position < buffer.length) {
    const space = buffer.indexOf(0x20, position);
    const nul = buffer.indexOf(0, space + 1);
    if (space < 0 || nul < 0 || nul + 21 > buffer.length) throw new Error("tree: cut short");
    entries.push({
      mode: canonicalMode(buffer.toString("latin1", position, space)),
      name: decodeText(buffer.subarray(space + 1, nul)),
      oid: buffer.toString("hex", nul + 1, nul + 21),
    });
    position = nul + 21;
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
    parts.push(encodeText(`${mode} ${name}\0`), Buffer.from(oid, "hex"));
  }
  return Buffer.concat(parts);
}

/** Git's order: by the bytes of the name, a folder as if its name ended in `/`. */
export function compareEntries(
  a: Pick<TreeEntry, "mode" | "name">,
  b: Pick<TreeEntry, "mode" | "name">,
): number {
  return compareNames(isFolder(a) ? `${a.name}/` : a.name, isFolder(b) ? `${b.name}/` : b.name);
}

/** Order by UTF-8 bytes, which is not the order of JavaScript strings beyond U+D7FF. */
export function compareNames(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left === right) continue;
    if (left < 0xd800 && right < 0xd800) return left - right;
    return Buffer.compare(encodeText(a), encodeText(b));
  }
  return a.length - b.length;
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
