import { isObjectId, type ObjectId, PacketError } from "../../platform/git/index.ts";
import type { ObjectFilter } from "../../repositories/index.ts";

/** What a client asks for, as both versions of the protocol write it line by line. */
export type Wants = {
  wants: ObjectId[];
  haves: ObjectId[];
  shallow: ObjectId[];
  /** Names of refs whose history is not wanted. */
  withoutRefs: string[];
  depth: { levels?: number; isRelative?: boolean; since?: Date } | undefined;
  filter: ObjectFilter | undefined;
  /** Words without a value: `thin-pack`, `done`. */
  flags: Set<string>;
};

/** More than any client sends in one request. */
const LINE_LIMIT = 500_000;

export function noWants(): Wants {
  return {
    wants: [],
    haves: [],
    shallow: [],
    withoutRefs: [],
    depth: undefined,
    filter: undefined,
    flags: new Set(),
  };
}

/** Takes one line. @throws {PacketError} naming what cannot be read or is not offered. */
export function readWant(into: Wants, line: string): void {
  const space = line.indexOf(" ");
  const word = space < 0 ? line : line.slice(0, space);
  const value = space < 0 ? "" : line.slice(space + 1);
  switch (word) {
    case "want":
      return push(into.wants, objectIdOf(value.split(" ", 1)[0] ?? ""));
    case "have":
      return push(into.haves, objectIdOf(value));
    case "shallow":
      return push(into.shallow, objectIdOf(value));
    case "deepen":
      into.depth = { ...into.depth, levels: numberOf(value, "deepen") };
      return;
    case "deepen-relative":
      into.depth = { ...into.depth, isRelative: true };
      return;
    case "deepen-since":
      into.depth = { ...into.depth, since: new Date(numberOf(value, "deepen-since") * 1000) };
      return;
    case "deepen-not":
      into.depth = { ...into.depth };
      return push(into.withoutRefs, value);
    case "filter":
      into.filter = filterOf(value);
      return;
    default:
      into.flags.add(word);
  }
}

/**
 * `blob:none`, `blob:limit=<n>[kmg]` and `tree:0`, as `git clone --filter` writes them.
 * Source: git rev-list --filter.
 */
function filterOf(text: string): ObjectFilter {
  if (text === "blob:none") return { kind: "blob-limit", bytes: 0 };
  if (text === "tree:0") return { kind: "no-trees" };
  const [, digits, unit = ""] = /^blob:limit=(\d{1,15})([kmg]?)$/i.exec(text) ?? [];
  if (digits === undefined) {
    throw new PacketError(`filter '${text}' is not offered; blob:none, blob:limit and tree:0 are`);
  }
  const power = ["", "k", "m", "g"].indexOf(unit.toLowerCase());
  return { kind: "blob-limit", bytes: Number(digits) * 1024 ** power };
}

function push<Item>(items: Item[], item: Item): void {
  if (items.length >= LINE_LIMIT) throw new PacketError("too many lines in one request");
  items.push(item);
}

function objectIdOf(text: string): ObjectId {
  if (isObjectId(text)) return text;
  throw new PacketError(`protocol error: ${JSON.stringify(text)} is no object id`);
}

function numberOf(text: string, word: string): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (number <= 0) throw new PacketError(`protocol error: ${word} needs a positive number`);
  return number;
}
