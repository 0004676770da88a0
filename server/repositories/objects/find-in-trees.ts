import type { Database } from "../../platform/database/index.ts";
import {
  candidatesFor,
  EMPTY_TREE_ID,
  findInTree,
  isFolder,
  type ObjectId,
  type Segment,
  type TreeEntry,
} from "../../platform/git/index.ts";
import { readStoredSegments, readStoredTrees } from "./stored-trees.ts";

/** Trees of which a name is looked up together. */
const TREES_AT_ONCE = 500;

/**
 * What lies at a path in each of many trees; those that have nothing there are left out. All trees
 * of one level are read together, each once, and only the one name is looked at.
 */
export async function findInTrees(
  db: Database,
  repositoryId: number,
  { roots, path }: { roots: readonly ObjectId[]; path: string },
): Promise<Map<ObjectId, TreeEntry>> {
  let at = new Map([...new Set(roots)].map((root) => [root, root]));
  const segments = path.split("/");
  for (const [depth, name] of segments.entries()) {
    const found = await findName(db, repositoryId, { trees: new Set(at.values()), name });
    if (depth === segments.length - 1) return lastOf(at, found);
    at = new Map(
      [...at].flatMap(([root, tree]): [ObjectId, ObjectId][] => {
        const entry = found.get(tree);
        return entry !== undefined && isFolder(entry) ? [[root, entry.oid]] : [];
      }),
    );
  }
  return new Map();
}

function lastOf(
  at: ReadonlyMap<ObjectId, ObjectId>,
  found: ReadonlyMap<ObjectId, TreeEntry>,
): Map<ObjectId, TreeEntry> {
  return new Map(
    [...at].flatMap(([root, tree]): [ObjectId, TreeEntry][] => {
      const entry = found.get(tree);
      return entry === undefined ? [] : [[root, entry]];
    }),
  );
}

async function findName(
  db: Database,
  repositoryId: number,
  { trees, name }: { trees: ReadonlySet<ObjectId>; name: string },
): Promise<Map<ObjectId, TreeEntry>> {
  const wanted = [...trees].filter((oid) => oid !== EMPTY_TREE_ID);
  // Versions of a large folder share most segments: each is read once.
  const looked = new Map<ObjectId, TreeEntry | undefined>();
  const found = new Map<ObjectId, TreeEntry>();
  for (let start = 0; start < wanted.length; start += TREES_AT_ONCE) {
    const candidates = new Map<ObjectId, ObjectId[]>();
    const unread = new Map<ObjectId, Segment>();
    const batch = wanted.slice(start, start + TREES_AT_ONCE);
    for await (const tree of readStoredTrees(db, repositoryId, batch)) {
      const segments = candidatesFor({ tree, name });
      candidates.set(
        tree.oid,
        segments.map(({ oid }) => oid),
      );
      for (const segment of segments)
        if (!looked.has(segment.oid)) unread.set(segment.oid, segment);
    }
    for await (const [{ oid }, bytes] of readStoredSegments(db, repositoryId, unread.values())) {
      looked.set(oid, findInTree(bytes, name));
    }
    for (const [tree, segments] of candidates) {
      const entry = segments.map((oid) => looked.get(oid)).find((one) => one !== undefined);
      if (entry !== undefined) found.set(tree, entry);
    }
  }
  return found;
}
