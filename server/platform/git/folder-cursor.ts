import type { ObjectId } from "./object-id.ts";
import { isFolder, type FileMode } from "./tree.ts";
import { readFolders, type TreeReader } from "./tree-reader.ts";
import type { Tree } from "./tree-segment.ts";

// Enough to make one query of many folders, few enough to stop early at small cost.
const AHEAD = 64;

/**
 * Reads the folders of a list while it is walked in order: several at a time, none before the walk
 * comes near it.
 */
export class FolderCursor {
  readonly #reader: TreeReader;
  readonly #folders: ObjectId[];
  #ahead = new Set<ObjectId>();
  #treeOf: ((oid: ObjectId) => Tree) | undefined;
  #next = 0;

  constructor(reader: TreeReader, entries: Iterable<{ mode: FileMode; oid: ObjectId }>) {
    this.#reader = reader;
    this.#folders = [...entries].filter(isFolder).map(({ oid }) => oid);
  }

  /** To be asked for folders of the list in their order; some may be left out. */
  async read(oid: ObjectId): Promise<Tree> {
    if (this.#treeOf === undefined || !this.#ahead.has(oid)) {
      this.#next = Math.max(this.#next, this.#folders.indexOf(oid, this.#next));
      const ahead = this.#folders.slice(this.#next, this.#next + AHEAD);
      this.#next += AHEAD;
      this.#ahead = new Set([oid, ...ahead]);
      this.#treeOf = await readFolders(this.#reader, this.#ahead);
    }
    return this.#treeOf(oid);
  }
}
