import { hashObject, type ObjectId } from "../object-id.ts";
import {
  FOLDER_MODE,
  parseTree,
  serialiseTree,
  type FileMode,
  type ReadTrees,
  type TreeEntry,
} from "../tree.ts";

export type Files = ReadonlyMap<string, { mode: FileMode; oid: ObjectId }>;

/** Trees in memory that count how they are read. */
export class MemoryTrees {
  readonly #trees = new Map<ObjectId, Buffer>();
  /** How often trees were asked for, and how many of them. */
  reads = { calls: 0, trees: 0 };

  readonly readTrees: ReadTrees = async (ids) => {
    this.reads.calls++;
    this.reads.trees += ids.length;
    const found = new Map<ObjectId, TreeEntry[]>();
    for (const id of ids) {
      const bytes = this.#trees.get(id);
      if (bytes) found.set(id, parseTree(bytes));
    }
    return found;
  };

  add(trees: Iterable<[ObjectId, Buffer]>): void {
    for (const [oid, bytes] of trees) this.#trees.set(oid, bytes);
  }

  /** Builds the whole tree of a set of files, the slow and obvious way. @returns the root's id. */
  build(files: Files): ObjectId {
    const entries: TreeEntry[] = [];
    const folders = new Map<string, Map<string, { mode: FileMode; oid: ObjectId }>>();
    for (const [path, file] of files) {
      const slash = path.indexOf("/");
      if (slash < 0) {
        entries.push({ name: path, ...file });
        continue;
      }
      const name = path.slice(0, slash);
      const folder = folders.get(name) ?? new Map<string, { mode: FileMode; oid: ObjectId }>();
      folders.set(name, folder.set(path.slice(slash + 1), file));
    }
    for (const [name, folder] of folders) {
      entries.push({ mode: FOLDER_MODE, name, oid: this.build(folder) });
    }
    const bytes = serialiseTree(entries);
    const oid = hashObject("tree", bytes);
    this.#trees.set(oid, bytes);
    return oid;
  }
}

const FILE_NAMES = ["a", "b", "a.txt", "a-b", "c", "模型", "é", "😀", "\uffee", "B"];

/** Paths that often share folders, with names whose order is hard to get right. */
export function aPath(): string {
  const depth = 1 + Math.floor(Math.random() * 3);
  return Array.from({ length: depth }, () => pick(FILE_NAMES)).join("/");
}

export function aFile(): { mode: FileMode; oid: ObjectId } {
  const oid = hashObject("blob", Buffer.from(String(Math.random())));
  return { mode: pick(["100644", "100755"] as const), oid };
}

/** Files of which none lies below another. */
export function someFiles(count: number): Map<string, { mode: FileMode; oid: ObjectId }> {
  const files = new Map<string, { mode: FileMode; oid: ObjectId }>();
  for (let index = 0; index < count; index++) {
    const path = aPath();
    const clashes = [...files.keys()].some(
      (other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
    );
    if (!clashes) files.set(path, aFile());
  }
  return files;
}

export function pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
  const choice = choices[Math.floor(Math.random() * choices.length)];
  if (choice === undefined) throw new Error("nothing to pick from");
  return choice;
}
