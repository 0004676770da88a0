import { readFolder, readFolders } from "./folder-cursor.ts";
import { hashObject, type ObjectId } from "./object-id.ts";
import { isAscii, sourceOf, spliceTree } from "./splice-tree.ts";
import {
  FOLDER_MODE,
  isFolder,
  serialiseTree,
  type FileMode,
  type ReadTrees,
  type TreeEntry,
} from "./tree.ts";

/** Names looked up one by one before all of them are put into a map. */
const LOOKUPS_BEFORE_INDEX = 16;

/**
 * A folder in memory: its entries as they were read, and what has changed. Its subfolders are in
 * memory only where they may be touched.
 */
export class Folder {
  readonly oid: ObjectId | undefined;
  readonly folders = new Map<string, Folder>();
  readonly #before: readonly TreeEntry[];
  readonly #changes = new Map<string, TreeEntry | null>();
  #index: Map<string, number> | undefined;
  #lookups = 0;
  #size: number;

  constructor(oid: ObjectId | undefined, entries: readonly TreeEntry[]) {
    this.oid = oid;
    this.#before = entries;
    this.#size = entries.length;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  /** No name has a character beyond ASCII: then there are no twins by normalisation. */
  get isAscii(): boolean {
    const isOld = this.#before.length === 0 || (sourceOf(this.#before)?.isAscii ?? false);
    return isOld && [...this.#changes.keys()].every(isAscii);
  }

  hadBefore(name: string): boolean {
    return this.#indexOf(name) >= 0;
  }

  *names(): Generator<string, void, undefined> {
    for (const { name } of this.entries()) yield name;
  }

  *entries(): Generator<TreeEntry, void, undefined> {
    for (const entry of this.#before) if (!this.#changes.has(entry.name)) yield entry;
    for (const entry of this.#changes.values()) if (entry !== null) yield entry;
  }

  get(name: string): TreeEntry | undefined {
    const changed = this.#changes.get(name);
    if (changed !== undefined) return changed ?? undefined;
    return this.#before[this.#indexOf(name)];
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

  serialise(): Buffer {
    const spliced = spliceTree(this.#before, this.#changes, (name) => this.#indexOf(name));
    return spliced ?? serialiseTree(this.entries());
  }

  #indexOf(name: string): number {
    this.#lookups += 1;
    if (this.#index === undefined && this.#lookups > LOOKUPS_BEFORE_INDEX) {
      this.#index = new Map(this.#before.map((entry, index) => [entry.name, index]));
    }
    return this.#index === undefined
      ? this.#before.findIndex((entry) => entry.name === name)
      : (this.#index.get(name) ?? -1);
  }
}

/** What a set of changes needs to have in memory: the folders above, or whole folders. */
type Wanted = { isWhole: boolean; children: Map<string, Wanted> };

type Step = { folder: Folder; folderPath: string; name: string };

/** The part of a repository's tree that a set of changes touches. */
export class FolderTree {
  readonly #root: Folder;
  readonly #changed = new Set<Folder>();

  private constructor(root: Folder) {
    this.#root = root;
  }

  /** Reads all folders above `paths` and everything below `wholeFolders`, one query a level. */
  static async load(
    readTrees: ReadTrees,
    rootOid: ObjectId,
    { paths, wholeFolders }: { paths: readonly string[]; wholeFolders: readonly string[] },
  ): Promise<FolderTree> {
    const wanted = wantedFolders(paths, wholeFolders);
    const root = new Folder(rootOid, await readFolder(readTrees, rootOid));
    let level = [{ folder: root, wanted }];
    while (level.length > 0) {
      const next = level.flatMap(({ folder, wanted }) => wantedBelow(folder, wanted));
      const entriesOf = await readFolders(
        readTrees,
        next.map(({ entry }) => entry.oid),
      );
      level = next.map(({ parent, entry, wanted: childWanted }) => {
        const folder = new Folder(entry.oid, entriesOf(entry.oid));
        parent.folders.set(entry.name, folder);
        return { folder, wanted: childWanted };
      });
    }
    return new FolderTree(root);
  }

  /** The folders on the way to a path that exist, each with the name that is looked up in it. */
  *steps(path: string): Generator<Step> {
    let folder: Folder | undefined = this.#root;
    let start = 0;
    while (folder) {
      const slash = path.indexOf("/", start);
      const name = slash < 0 ? path.slice(start) : path.slice(start, slash);
      yield { folder, folderPath: path.slice(0, start), name };
      if (slash < 0) return;
      folder = folder.folders.get(name);
      start = slash + 1;
    }
  }

  find(path: string): TreeEntry | undefined {
    const last = this.#lastStep(path);
    const isThere = last.folderPath.length + last.name.length === path.length;
    return isThere ? last.folder.get(last.name) : undefined;
  }

  /** The file that a path would have to lie below, when there is one. */
  findFileAbove(path: string): string | undefined {
    const { folder, folderPath, name } = this.#lastStep(path);
    const isAbove = folderPath.length + name.length < path.length;
    const entry = isAbove ? folder.get(name) : undefined;
    return entry && !isFolder(entry) ? folderPath + name : undefined;
  }

  *filesBelow(path: string): Generator<[path: string, entry: TreeEntry]> {
    const { folder, name } = this.#lastStep(path);
    const child = folder.folders.get(name);
    for (const entry of child?.entries() ?? []) {
      if (isFolder(entry)) yield* this.filesBelow(`${path}/${entry.name}`);
      else yield [`${path}/${entry.name}`, entry];
    }
  }

  /** There must be no file above the path and no folder at it. */
  put(path: string, { mode, oid }: { mode: FileMode; oid: ObjectId }): void {
    const segments = path.split("/");
    const name = segments.pop() ?? "";
    let folder = this.#root;
    for (const segment of segments) {
      this.#changed.add(folder);
      const child = folder.folders.get(segment) ?? new Folder(undefined, []);
      folder.folders.set(segment, child);
      // Its id is known once all changes are applied.
      if (!folder.get(segment)) folder.set({ mode: FOLDER_MODE, name: segment, oid: "" });
      folder = child;
    }
    this.#changed.add(folder);
    folder.set({ mode, name, oid });
  }

  /** Removes what is at a path, and the folders above that become empty. */
  remove(path: string): void {
    const [last, ...above] = [...this.steps(path)].toReversed();
    if (!last) return;
    last.folder.remove(last.name);
    this.#changed.add(last.folder);
    for (const { folder, name } of above) {
      if (folder.folders.get(name)?.isEmpty === true) folder.remove(name);
      this.#changed.add(folder);
    }
  }

  /** Gives every changed folder its id and collects the new trees. @returns the root's id. */
  serialise(newTrees: Map<ObjectId, Buffer>): ObjectId {
    return this.#serialise(this.#root, newTrees);
  }

  #serialise(folder: Folder, newTrees: Map<ObjectId, Buffer>): ObjectId {
    if (!this.#changed.has(folder) && folder.oid !== undefined) return folder.oid;
    for (const [name, child] of folder.folders) {
      folder.set({ mode: FOLDER_MODE, name, oid: this.#serialise(child, newTrees) });
    }
    const bytes = folder.serialise();
    const oid = hashObject("tree", bytes);
    if (oid !== folder.oid) newTrees.set(oid, bytes);
    return oid;
  }

  #lastStep(path: string): Step {
    let last: Step = { folder: this.#root, folderPath: "", name: path };
    for (const step of this.steps(path)) last = step;
    return last;
  }
}

/** The subfolders to read next, without looking at all entries when only some are wanted. */
function wantedBelow(folder: Folder, { isWhole, children }: Wanted) {
  const entries = isWhole
    ? [...folder.entries()]
    : [...children.keys()].flatMap((name) => folder.get(name) ?? []);
  return entries.flatMap((entry) => {
    const child = children.get(entry.name) ?? (isWhole ? WHOLE : undefined);
    if (!child || !isFolder(entry)) return [];
    return [{ parent: folder, entry, wanted: isWhole ? { ...child, isWhole } : child }];
  });
}

const WHOLE: Wanted = { isWhole: true, children: new Map() };

function wantedFolders(paths: readonly string[], wholeFolders: readonly string[]): Wanted {
  const root: Wanted = { isWhole: false, children: new Map() };
  for (const path of paths) want(root, path.split("/").slice(0, -1));
  for (const path of wholeFolders) want(root, path.split("/")).isWhole = true;
  return root;
}

function want(root: Wanted, segments: readonly string[]): Wanted {
  let wanted = root;
  for (const segment of segments) {
    const child = wanted.children.get(segment) ?? { isWhole: false, children: new Map() };
    wanted.children.set(segment, child);
    wanted = child;
  }
  return wanted;
}
