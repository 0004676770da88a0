import { asBuffer, decodeText, encodeText } from "./text.ts";
import { compareEntries, type FileMode, FOLDER_MODE, type TreeEntry } from "./tree-entry.ts";

export {
  compareEntries,
  compareNames,
  type FileMode,
  FOLDER_MODE,
  isFolder,
  type TreeEntry,
} from "./tree-entry.ts";

const MODES: ReadonlySet<string> = new Set(["100644", "100755", "120000", "40000", "160000"]);

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
    const mode = canonicalMode(buffer.toString("latin1", position, space));
    const name = decodeText(buffer.subarray(space + 1, nul));
    entries.push({ mode, name, oid: buffer.toString("hex", nul + 1, nul + 21) });
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
  for (const entry of sorted) {
    const { name } = entry;
    if (names.has(name)) throw new Error(`tree: two entries named ${JSON.stringify(name)}`);
    names.add(name);
    parts.push(encodeEntry(entry));
  }
  return Buffer.concat(parts);
}

/** One entry as it stands in a tree. @throws {Error} on an empty name, or one with `/` or NUL. */
export function encodeEntry({ mode, name, oid }: TreeEntry): Buffer {
  if (name === "" || name.includes("/") || name.includes("\0")) {
    throw new Error(`tree: ${JSON.stringify(name)} is not a name`);
  }
  return Buffer.concat([encodeText(`${mode} ${name}\0`), Buffer.from(oid, "hex")]);
}

/**
 * Old tools wrote modes such as 100664 and 040000; git reads them by their kind.
 * @throws {Error} when it is no mode.
 */
export function canonicalMode(text: string): FileMode {
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
