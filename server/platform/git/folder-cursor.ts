import type { ObjectId } from "./object-id.ts";
import { isFolder, type ReadTrees, type TreeEntry } from "./tree.ts";

// Enough to make one query of many folders, few enough to stop early at small cost.
const AHEAD = 64;

/** Reads one tree. @throws {Error} when `readTrees` does not know it. */
export async function readTree(readTrees: ReadTrees, oid: ObjectId): Promise<readonly TreeEntry[]> {
  const trees = await readTrees([oid]);
  return entriesOf(trees, oid);
}

/**
 * Reads the folders of a list while it is walked in order: several at a time, none before the walk
 * comes near it.
 */
export class FolderCursor {
  readonly #readTrees: ReadTrees;
  readonly #folders: ObjectId[];
  #ahead = new Map<ObjectId, readonly TreeEntry[]>();
  #next = 0;

  constructor(readTrees: ReadTrees, entries: Iterable<{ mode: TreeEntry["mode"]; oid: ObjectId }>) {
    this.#readTrees = readTrees;
    this.#folders = [...entries].filter(isFolder).map(({ oid }) => oid);
  }

  /** To be asked for the folders of the list in their order. */
  async read(oid: ObjectId): Promise<readonly TreeEntry[]> {
    if (!this.#ahead.has(oid)) {
      const at = this.#folders.indexOf(oid, this.#next);
      this.#next = at + AHEAD;
      const ids = new Set([oid, ...this.#folders.slice(at, this.#next)]);
      this.#ahead = new Map(await this.#readTrees([...ids]));
    }
    return entriesOf(this.#ahead, oid);
  }
}

function entriesOf(trees: ReadonlyMap<ObjectId, readonly TreeEntry[]>, oid: ObjectId) {
  const entries = trees.get(oid);
  if (!entries) throw new Error(`tree ${oid} was not read`);
  return entries;
}
