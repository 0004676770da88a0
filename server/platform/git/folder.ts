import { editTree } from "./edit-tree.ts";
import { findTwinsBeside } from "./find-twins.ts";
import type { ObjectId } from "./object-id.ts";
import type { TreeEntry } from "./tree.ts";
import { lookUp, readEntries, type TreeReader } from "./tree-reader.ts";
import { EMPTY_TREE, type Tree } from "./tree-segment.ts";

/**
 * A folder in memory: those of its entries that may be touched, and what has changed. So it is with
 * its subfolders.
 */
export class Folder {
  /** Undefined for a folder that was not there before. */
  readonly oid: ObjectId | undefined;
  readonly folders = new Map<string, Folder>();
  readonly #tree: Tree;
  readonly #before: ReadonlyMap<string, TreeEntry | undefined>;
  readonly #changes = new Map<string, TreeEntry | null>();
  #size: number;

  private constructor(tree: Tree | undefined, before: ReadonlyMap<string, TreeEntry | undefined>) {
    this.oid = tree?.oid;
    this.#tree = tree ?? EMPTY_TREE;
    this.#before = before;
    this.#size = this.#tree.segments.reduce((sum, { entries }) => sum + entries, 0);
  }

  /** A folder that is made. */
  static create(): Folder {
    return new Folder(undefined, new Map());
  }

  /** Folders with the entries of some names each, or with all of them. */
  static async load(
    reader: TreeReader,
    wanted: readonly { tree: Tree; names: readonly string[] | "all" }[],
  ): Promise<Folder[]> {
    const lookups = wanted.flatMap(({ tree, names }) =>
      names === "all" ? [] : names.map((name) => ({ tree, name })),
    );
    const found = (await lookUp(reader, lookups)).values();
    const folders: Folder[] = [];
    for (const { tree, names } of wanted) {
      const entries = new Map<string, TreeEntry | undefined>();
      if (names === "all") {
        for await (const list of readEntries(reader, tree.segments)) {
          for (const entry of list) entries.set(entry.name, entry);
        }
      } else {
        for (const name of names) entries.set(name, found.next().value);
      }
      folders.push(new Folder(tree, entries));
    }
    return folders;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  hadBefore(name: string): boolean {
    return this.#before.get(name) !== undefined;
  }

  /** Of the entries that were loaded. */
  *entries(): Generator<TreeEntry, void, undefined> {
    for (const [name, entry] of this.#before) {
      if (entry !== undefined && !this.#changes.has(name)) yield entry;
    }
    for (const entry of this.#changes.values()) if (entry !== null) yield entry;
  }

  /** An entry that was loaded, or has changed. */
  get(name: string): TreeEntry | undefined {
    const changed = this.#changes.get(name);
    return changed === undefined ? this.#before.get(name) : (changed ?? undefined);
  }

  set(entry: TreeEntry): void {
    if (this.get(entry.name) === undefined) this.#size += 1;
    this.#changes.set(entry.name, entry);
  }

  remove(name: string): void {
    if (this.get(name) !== undefined) this.#size -= 1;
    this.#changes.set(name, null);
    this.folders.delete(name);
  }

  /** For names that are new, others that differ by Unicode normalisation only. */
  async findTwins(
    reader: TreeReader,
    added: ReadonlySet<string>,
  ): Promise<[name: string, twin: string][]> {
    const isRemoved = (name: string) => this.#changes.get(name) === null;
    return findTwinsBeside(reader, this.#tree, { added, isRemoved });
  }

  /** The tree with its changes. */
  write(reader: TreeReader): Promise<Tree> {
    const changes = [...this.#changes].map(([name, after]) => ({
      before: this.#before.get(name),
      after: after ?? undefined,
    }));
    return editTree(reader, this.#tree, changes);
  }
}
