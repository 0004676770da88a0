import { hashObject, type ObjectId } from "../object-id.ts";
import { decodeSegments, encodeSegments } from "../segment-list.ts";
import { FOLDER_MODE, serialiseTree, type FileMode, type TreeEntry } from "../tree.ts";
import type { TreeReader } from "../tree-reader.ts";
import { isSplit, type Tree, wholeTree } from "../tree-segment.ts";

export type Files = ReadonlyMap<string, { mode: FileMode; oid: ObjectId }>;

/** Trees in memory, as a database keeps them, that count how they are read. */
export class MemoryTrees implements TreeReader {
  readonly #trees = new Map<ObjectId, Tree>();
  readonly #segments = new Map<ObjectId, Buffer>();
  /** How often trees were asked for, and how many of them; and segments of those that are split. */
  reads = { calls: 0, trees: 0, segments: 0 };

  readonly readTrees: TreeReader["readTrees"] = async (ids) => {
    this.reads.calls++;
    this.reads.trees += ids.length;
    return new Map(ids.flatMap((id) => [this.#trees.get(id)].flatMap((t) => (t ? [[id, t]] : []))));
  };

  readonly readSegments: TreeReader["readSegments"] = async (segments) =>
    segments.map(({ oid, bytes }) => {
      if (bytes !== undefined) return bytes;
      this.reads.segments++;
      const stored = this.#segments.get(oid);
      if (stored === undefined) throw new Error(`segment ${oid} was never stored`);
      return stored;
    });

  clearReads(): void {
    this.reads = { calls: 0, trees: 0, segments: 0 };
  }

  add(trees: Iterable<Tree>): void {
    for (const tree of trees) {
      const isWhole = !isSplit(tree);
      this.#trees.set(tree.oid, isWhole ? tree : decodeSegments(tree.oid, encodeSegments(tree)));
      if (isWhole) continue;
      for (const { oid, bytes } of tree.segments) if (bytes) this.#segments.set(oid, bytes);
    }
  }

  /** The bytes of a tree as git has them. */
  async bytesOf(oid: ObjectId): Promise<Buffer> {
    const tree = this.#trees.get(oid);
    return Buffer.concat(await this.readSegments(tree?.segments ?? []));
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
    const tree = wholeTree(bytes, hashObject("tree", bytes));
    this.add([tree]);
    return tree.oid;
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
