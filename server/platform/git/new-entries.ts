import type { ObjectId } from "./object-id.ts";

const ID_BYTES = 20;
const SLASH = 0x2f;

export type NewEntry = {
  isFolder: boolean;
  oid: ObjectId;
  /** Of a folder: those that lie at its place in the other trees. */
  baseOids: ObjectId[];
};

/**
 * The entries of a tree that differ from those of the same name in each of the other trees. All
 * trees are read once and side by side, so that a folder of a million entries costs no memory.
 * Submodules are left out, for their commits lie elsewhere.
 * @throws {Error} when bytes are not a tree.
 */
export function* newEntries(
  tree: Buffer,
  bases: readonly Buffer[],
): Generator<NewEntry, void, undefined> {
  const cursors = bases.map((bytes) => new TreeCursor(bytes));
  for (const at = new TreeCursor(tree); !at.isEnd; at.next()) {
    const namesakes = cursors.filter((cursor) => cursor.seek(at));
    if (at.kind === "submodule" || namesakes.some((cursor) => cursor.hasIdOf(at))) continue;
    const baseOids = at.kind === "folder" ? namesakes.map((cursor) => cursor.oid) : [];
    yield { isFolder: at.kind === "folder", oid: at.oid, baseOids };
  }
}

/** One entry of a tree after the other, in place. */
class TreeCursor {
  readonly #bytes: Buffer;
  #name = 0;
  /** Of the NUL behind the name. */
  #end = 0;
  #next = 0;
  kind: "file" | "folder" | "submodule" = "file";
  isEnd = false;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.next();
  }

  next(): void {
    const start = this.#next;
    this.isEnd = start >= this.#bytes.length;
    if (this.isEnd) return;
    const space = this.#bytes.indexOf(0x20, start);
    this.#end = this.#bytes.indexOf(0, space);
    this.#next = this.#end + 1 + ID_BYTES;
    if (space < 0 || this.#end < 0 || this.#next > this.#bytes.length) {
      throw new Error("tree: cut short");
    }
    this.#name = space + 1;
    this.kind = kindOf(this.#bytes, start);
  }

  get oid(): ObjectId {
    return this.#bytes.toString("hex", this.#end + 1, this.#next);
  }

  hasIdOf(other: TreeCursor): boolean {
    const mine = this.#bytes.subarray(this.#end + 1, this.#next);
    return mine.equals(other.#bytes.subarray(other.#end + 1, other.#next));
  }

  /** Goes on to the place of another tree's entry. @returns whether there is one of its name. */
  seek(other: TreeCursor): boolean {
    while (!this.isEnd) {
      const order = this.#compare(other);
      if (order >= 0) return order === 0;
      this.next();
    }
    return false;
  }

  /** Git's order: a folder as if its name ended in a slash. */
  #compare(other: TreeCursor): number {
    const mine = this.#end - this.#name;
    const theirs = other.#end - other.#name;
    const shared = Math.min(mine, theirs);
    const order = this.#bytes.compare(
      other.#bytes,
      other.#name,
      other.#name + shared,
      this.#name,
      this.#name + shared,
    );
    return order === 0 ? this.#byteAt(shared) - other.#byteAt(shared) : order;
  }

  #byteAt(index: number): number {
    if (index < this.#end - this.#name) return this.#bytes[this.#name + index] ?? 0;
    return this.kind === "folder" ? SLASH : 0;
  }
}

function kindOf(bytes: Buffer, start: number): TreeCursor["kind"] {
  const [first, second] = [bytes[start], bytes[start + 1]];
  if (first === 0x34 || first === 0x30) return "folder";
  return first === 0x31 && second === 0x36 ? "submodule" : "file";
}
