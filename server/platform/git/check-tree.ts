import type { ObjectId } from "./object-id.ts";
import { PackError } from "./pack-format.ts";
import { checkPath, findTwins } from "./path-rules.ts";
import { decodeText } from "./text.ts";

/** The modes that git writes, and 100664 of its first years. */
const KINDS = {
  "100644": "file",
  "100664": "file",
  "100755": "file",
  "120000": "link",
  "40000": "folder",
  "160000": "submodule",
} as const;

export type CheckedEntry = {
  kind: (typeof KINDS)[keyof typeof KINDS];
  name: string;
  oid: ObjectId;
};

const ID_BYTES = 20;
const NULL_ID = "0".repeat(40);

/**
 * Reads the entries of a tree that somebody sent, by git's own rules for trees and ours for names.
 * @param at where it lies, for the message.
 * @throws {PackError} naming the entry and the rule.
 */
export function* checkTree(bytes: Buffer, at: string): Generator<CheckedEntry, void, undefined> {
  const refuse = (name: string, reason: string) =>
    new PackError(`${at}${name === "" ? "a tree" : name}: ${reason}`);
  const composable: string[] = [];
  let before: Buffer = Buffer.alloc(0);
  for (let position = 0; position < bytes.length;) {
    const space = bytes.indexOf(0x20, position);
    const end = bytes.indexOf(0, position);
    const next = end + 1 + ID_BYTES;
    if (space < 0 || end < space || next > bytes.length) throw refuse("", "is cut short");
    const mode = bytes.toString("latin1", position, space);
    const kind = Object.hasOwn(KINDS, mode) ? KINDS[mode as keyof typeof KINDS] : undefined;
    const name = decodeText(bytes.subarray(space + 1, end));
    if (kind === undefined) throw refuse(name, `has the mode ${JSON.stringify(mode)}`);
    const reason = name.includes("/") ? "contains '/'" : checkPath(name);
    if (reason !== undefined) throw refuse(name, reason);
    const isGitFile = name.toLowerCase() === ".gitmodules";
    if (isGitFile && kind !== "file") throw refuse(name, "must be a file");
    const key = Buffer.from(kind === "folder" ? `${name}/` : name);
    if (Buffer.compare(before, key) >= 0) throw refuse(name, "is not in git's order");
    if (isOneName(before, key)) throw refuse(name, "is there twice");
    const oid = bytes.toString("hex", end + 1, next);
    if (oid === NULL_ID) throw refuse(name, "names no object");
    if (end - space - 1 !== name.length) composable.push(name);
    yield { kind, name, oid };
    before = key;
    position = next;
  }
  const [twin] = findTwins(composable, new Set(composable));
  if (twin !== undefined) throw refuse(twin[0], "differs from another name by normalisation only");
}

const SLASH = 0x2f;

/** A file and a folder of one name, as neighbours. */
function isOneName(one: Buffer, other: Buffer): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  const isSlashMore = longer.length === shorter.length + 1 && longer.at(-1) === SLASH;
  return isSlashMore && longer.subarray(0, shorter.length).equals(shorter);
}
