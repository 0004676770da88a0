import { type Problem, problem } from "#contract/problems.ts";
import type { Database } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID, type ObjectId, scanTree } from "../../platform/git/index.ts";
import { readTreesWithIds } from "../objects/read-tree-bodies.ts";
import { findPurgedOids, type GraphCommit } from "../store/transfers.ts";
import type { SelectedCommits } from "./select-commits.ts";

const READ_AT_ONCE = 2000;

type Scope = { db: Database; repositoryId: number };

/**
 * What a client can be given where the bytes of small files were purged: the history ends before
 * the first commit that names one of them, as in a shallow clone.
 * @throws {Problem} `content-purged` when a commit that is asked for names one itself.
 */
export async function withoutPurged(
  scope: Scope,
  selected: SelectedCommits,
  wants: readonly ObjectId[],
): Promise<SelectedCommits> {
  const purged = new Set(await findPurgedOids(scope.db, scope.repositoryId));
  const refuse = (lost: ObjectId) =>
    problem("content-purged", { detail: `Files of commit ${lost} were purged` });
  return withoutBlobs(scope, { selected, wants, blobs: purged, refuse });
}

type Leaving = {
  selected: SelectedCommits;
  wants: readonly ObjectId[];
  blobs: ReadonlySet<ObjectId>;
  /** What is thrown when a commit that is asked for names one of them itself. */
  refuse: (commit: ObjectId) => Problem;
};

/** The history as far as it can be given without these blobs: it ends as in a shallow clone. */
export async function withoutBlobs(
  scope: Scope,
  { selected, wants, blobs, refuse }: Leaving,
): Promise<SelectedCommits> {
  if (blobs.size === 0) return selected;
  const { commits } = selected;
  const lossy = await findLossyTrees(scope, commits, blobs);
  const isLossy = new Map(commits.map(({ oid, treeOid }) => [oid, lossy.has(treeOid)]));
  const lost = wants.find((oid) => isLossy.get(oid) === true);
  if (lost !== undefined) throw refuse(lost);
  const reached = new Set(wants);
  const kept: GraphCommit[] = [];
  const ends: ObjectId[] = [];
  // Children come before their parents.
  for (const commit of commits) {
    if (!reached.has(commit.oid)) continue;
    kept.push(commit);
    if (commit.parents.some((parent) => isLossy.get(parent) === true)) ends.push(commit.oid);
    else for (const parent of commit.parents) reached.add(parent);
  }
  return { ...selected, commits: kept, shallow: [...new Set([...selected.shallow, ...ends])] };
}

/** Trees of the commits that hold one of the blobs, in any folder. */
async function findLossyTrees(
  { db, repositoryId }: Scope,
  commits: readonly GraphCommit[],
  purged: ReadonlySet<ObjectId>,
): Promise<Set<ObjectId>> {
  const parents = new Map<ObjectId, ObjectId[]>();
  const lossy = new Set<ObjectId>();
  let level = [...new Set(commits.map(({ treeOid }) => treeOid))];
  for (const root of level) parents.set(root, []);
  while (level.length > 0) {
    const next: ObjectId[] = [];
    const trees = level.filter((oid) => oid !== EMPTY_TREE_ID);
    for (let start = 0; start < trees.length; start += READ_AT_ONCE) {
      const batch = trees.slice(start, start + READ_AT_ONCE);
      for await (const { oid: tree, body } of readTreesWithIds(db, repositoryId, batch)) {
        for (const { isFolder, oid } of scanTree(body)) {
          if (!isFolder) {
            if (purged.has(oid)) lossy.add(tree);
            continue;
          }
          const known = parents.get(oid);
          if (known === undefined) next.push(oid);
          parents.set(oid, [...(known ?? []), tree]);
        }
      }
    }
    level = next;
  }
  // A set that grows while it is walked: each tree above a lossy one is one, too.
  for (const tree of lossy) for (const above of parents.get(tree) ?? []) lossy.add(above);
  return lossy;
}
