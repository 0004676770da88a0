import { encodeText } from "./text.ts";
import { compareNames, isFolder, type TreeEntry } from "./tree.ts";
import { keyOf, lookUp, placeOf, readEntries, type TreeReader } from "./tree-reader.ts";
import type { Tree } from "./tree-segment.ts";

type SegmentReader = Pick<TreeReader, "readSegments">;

export type PageQuery = {
  /** The last entry that was shown. */
  after: { isFolder: boolean; name: string } | null;
  limit: number;
};

/** Folders are sorted as if their names ended with it. */
const SLASH = 0x2f;

/**
 * A page of a folder as people read it: folders, then files, each in the order of their names. Of a
 * large folder only the segments are read that the page needs.
 */
export async function readFolderPage(
  reader: SegmentReader,
  tree: Tree,
  { after, limit }: PageQuery,
): Promise<TreeEntry[]> {
  const page: TreeEntry[] = [];
  if (after === null || after.isFolder) {
    for await (const entry of foldersByName(reader, tree, after?.name)) {
      page.push(entry);
      if (page.length === limit) return page;
    }
  }
  for await (const entry of filesBehind(
    reader,
    tree,
    after?.isFolder === false ? after.name : "",
  )) {
    page.push(entry);
    if (page.length === limit) break;
  }
  return page;
}

async function* filesBehind(
  reader: SegmentReader,
  tree: Tree,
  after: string,
): AsyncGenerator<TreeEntry, void, undefined> {
  const key = encodeText(after);
  const segments = tree.segments
    .slice(placeOf(tree, key))
    .filter(({ entries, folders }) => entries > folders);
  for await (const entries of readEntries(reader, segments)) {
    for (const entry of entries) {
      if (!isFolder(entry) && Buffer.compare(keyOf(entry), key) > 0) yield entry;
    }
  }
}

/**
 * In git's order `a-b` comes before the folder `a`, whose name counts as `a/`. So whoever meets
 * `a-b` first looks whether there is an `a`, which by name comes before.
 */
async function* foldersByName(
  reader: SegmentReader,
  tree: Tree,
  after: string | undefined,
): AsyncGenerator<TreeEntry, void, undefined> {
  const start = after === undefined ? 0 : placeOf(tree, encodeText(after));
  const segments = tree.segments.slice(start).filter(({ folders }) => folders > 0);
  const asked = new Set<string>();
  const early = new Set<string>();
  const isBehind = (name: string) => after === undefined || compareNames(name, after) > 0;
  for await (const entries of readEntries(reader, segments)) {
    const folders = entries.filter((entry) => isFolder(entry) && isBehind(entry.name));
    const names = folders.flatMap(({ name }) => namesBefore(name));
    const wanted = [...new Set(names)].filter((name) => !asked.has(name) && isBehind(name));
    for (const name of wanted) asked.add(name);
    const found = await lookUp(
      reader,
      wanted.map((name) => ({ tree, name })),
    );
    const before = new Map(found.flatMap((entry) => (entry ? [[entry.name, entry]] : [])));
    for (const folder of folders) {
      for (const name of namesBefore(folder.name)) {
        const entry = before.get(name);
        if (entry === undefined || !isFolder(entry) || early.has(name)) continue;
        early.add(name);
        yield entry;
      }
      if (!early.has(folder.name)) yield folder;
    }
  }
}

/** Names that come before by name, and as folders behind in git's order; the shortest first. */
function namesBefore(name: string): string[] {
  const names: string[] = [];
  for (let end = 1; end < name.length; end++) {
    if (name.charCodeAt(end) < SLASH) names.push(name.slice(0, end));
  }
  return names;
}
