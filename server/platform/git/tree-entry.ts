import type { ObjectId } from "./object-id.ts";
import { encodeText } from "./text.ts";

/** Plain file, executable file, symbolic link, folder, submodule. */
export type FileMode = "100644" | "100755" | "120000" | "40000" | "160000";

export type TreeEntry = {
  mode: FileMode;
  /** One path segment; bytes that are not UTF-8 are kept as `text.ts` describes. */
  name: string;
  oid: ObjectId;
};

export const FOLDER_MODE = "40000";

export function isFolder(entry: { mode: FileMode }): boolean {
  return entry.mode === FOLDER_MODE;
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
