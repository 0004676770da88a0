import { Folder } from "./folder.ts";
import type { ObjectId } from "./object-id.ts";
import { FOLDER_MODE, isFolder, type FileMode, type TreeEntry } from "./tree.ts";
import { readFolder, readFolders, type TreeReader } from "./tree-reader.ts";
import type { Tree } from "./tree-segment.ts";

/** What a set of changes needs to have in memory: names in folders, or whole folders. */
type Wanted = { isWhole: boolean; names: Set<string>; children: Map<string, Wanted> };

type Step = { folder: Folder; folderPath: string; name: string };

/** The part of a repository's tree that a set of changes touches. */
export class FolderTree {
  readonly #root: Folder;
  readonly #changed = new Set<Folder>();

  private constructor(root: Folder) {
    this.#root = root;
  }

  /** Reads what lies at `paths` and above, and everything below `wholeFolders`, level by level. */
  static async load(
    reader: TreeReader,
    rootOid: ObjectId,
    { paths, wholeFolders }: { paths: readonly string[]; wholeFolders: readonly string[] },
  ): Promise<FolderTree> {
    const wanted = wantedFolders(paths, wholeFolders);
    const [root] = await Folder.load(reader, [
      { tree: await readFolder(reader, rootOid), names: namesIn(wanted) },
    ]);
    if (root === undefined) throw new Error(`tree ${rootOid} was not read`);
    let level = [{ folder: root, wanted }];
    while (level.length > 0) {
      const next = level.flatMap(({ folder, wanted: below }) => wantedBelow(folder, below));
      const treeOf = await readFolders(
        reader,
        next.map(({ entry }) => entry.oid),
      );
      const folders = await Folder.load(
        reader,
        next.map(({ entry, wanted: below }) => ({
          tree: treeOf(entry.oid),
          names: namesIn(below),
        })),
      );
      level = next.flatMap(({ parent, entry, wanted: below }, index) => {
        const folder = folders[index];
        if (folder === undefined) return [];
        parent.folders.set(entry.name, folder);
        return [{ folder, wanted: below }];
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
      const child = folder.folders.get(segment) ?? Folder.create();
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
  write(reader: TreeReader, newTrees: Map<ObjectId, Tree>): Promise<ObjectId> {
    return this.#write(this.#root, { reader, newTrees });
  }

  async #write(
    folder: Folder,
    into: { reader: TreeReader; newTrees: Map<ObjectId, Tree> },
  ): Promise<ObjectId> {
    if (!this.#changed.has(folder) && folder.oid !== undefined) return folder.oid;
    for (const [name, child] of folder.folders) {
      folder.set({ mode: FOLDER_MODE, name, oid: await this.#write(child, into) });
    }
    const tree = await folder.write(into.reader);
    if (tree.oid !== folder.oid) into.newTrees.set(tree.oid, tree);
    return tree.oid;
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

const WHOLE: Wanted = { isWhole: true, names: new Set(), children: new Map() };

function namesIn({ isWhole, names, children }: Wanted): string[] | "all" {
  return isWhole ? "all" : [...new Set([...names, ...children.keys()])];
}

function wantedFolders(paths: readonly string[], wholeFolders: readonly string[]): Wanted {
  const root = nothingYet();
  for (const path of paths) {
    const segments = path.split("/");
    const name = segments.pop() ?? "";
    want(root, segments).names.add(name);
  }
  for (const path of wholeFolders) want(root, path.split("/")).isWhole = true;
  return root;
}

function want(root: Wanted, segments: readonly string[]): Wanted {
  let wanted = root;
  for (const segment of segments) {
    const child = wanted.children.get(segment) ?? nothingYet();
    wanted.children.set(segment, child);
    wanted = child;
  }
  return wanted;
}

function nothingYet(): Wanted {
  return { isWhole: false, names: new Set(), children: new Map() };
}
