import type { Database } from "../../platform/database/index.ts";
import {
  EMPTY_TREE_ID,
  findInTree,
  isFolder,
  type ObjectId,
  type TreeEntry,
} from "../../platform/git/index.ts";
import { readTreesWithIds } from "./read-tree-bodies.ts";

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
  const found = new Map<ObjectId, TreeEntry>();
  for await (const { oid, body } of readTreesWithIds(db, repositoryId, wanted)) {
    const entry = findInTree(body, name);
    if (entry !== undefined) found.set(oid, entry);
  }
  return found;
}
