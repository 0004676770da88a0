import { EMPTY_TREE_ID, type ObjectId } from "./object-id.ts";
import { isFolder, type FileMode, type ReadTrees, type TreeEntry } from "./tree.ts";

// Enough to make one query of many folders, few enough to stop early at small cost.
const AHEAD = 64;

/**
 * Reads trees, each once; the empty tree need not be stored.
 * @throws {Error} when `readTrees` does not know one.
 */
export async function readFolders(
  readTrees: ReadTrees,
  ids: Iterable<ObjectId>,
): Promise<(oid: ObjectId) => readonly TreeEntry[]> {
  const wanted = new Set(ids);
  wanted.delete(EMPTY_TREE_ID);
  const trees = wanted.size > 0 ? await readTrees([...wanted]) : undefined;
  return (oid) => {
    const entries = oid === EMPTY_TREE_ID ? [] : trees?.get(oid);
    if (!entries) throw new Error(`tree ${oid} was not read`);
    return entries;
  };
}

export async function readFolder(readTrees: ReadTrees, oid: ObjectId) {
  const folderOf = await readFolders(readTrees, [oid]);
  return folderOf(oid);
}

/**
 * Reads the folders of a list while it is walked in order: several at a time, none before the walk
 * comes near it.
 */
export class FolderCursor {
  readonly #readTrees: ReadTrees;
  readonly #folders: ObjectId[];
  #ahead = new Set<ObjectId>();
  #entriesOf: (oid: ObjectId) => readonly TreeEntry[] = () => [];
  #next = 0;

  constructor(readTrees: ReadTrees, entries: Iterable<{ mode: FileMode; oid: ObjectId }>) {
    this.#readTrees = readTrees;
    this.#folders = [...entries].filter(isFolder).map(({ oid }) => oid);
  }

  /** To be asked for folders of the list in their order; some may be left out. */
  async read(oid: ObjectId): Promise<readonly TreeEntry[]> {
    if (!this.#ahead.has(oid)) {
      this.#next = Math.max(this.#next, this.#folders.indexOf(oid, this.#next));
      const ahead = this.#folders.slice(this.#next, this.#next + AHEAD);
      this.#next += AHEAD;
      this.#ahead = new Set([oid, ...ahead]);
      this.#entriesOf = await readFolders(this.#readTrees, this.#ahead);
    }
    return this.#entriesOf(oid);
  }
}
