import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { diffTrees, type ObjectId } from "../../platform/git/index.ts";
import type { FileChange } from "../events.ts";
import type { ObjectReader } from "../objects/object-reader.ts";
import { foldersAbove } from "../rules/paths.ts";
import { findForeignPaths, setLastCommits } from "../store/transfers.ts";
import { CommitGraph } from "./commit-graph.ts";

/** Of a longer import, the oldest of these stands for those before it. */
const STEPS = 2000;

export type MovedHistory = {
  repositoryId: number;
  /** Null before the first push. */
  before: ObjectId | null;
  head: ObjectId;
  changes: readonly FileChange[];
  /** What was there before is not in the new history. */
  isForced: boolean;
};

/**
 * Says of each path that a push changed which of its commits did, as `git log --first-parent` does.
 * Ends as soon as every path is explained.
 */
export async function noteLastCommits(
  trx: DatabaseTransaction,
  reader: ObjectReader,
  { repositoryId, before, head, changes, isForced }: MovedHistory,
): Promise<void> {
  const graph = new CommitGraph(trx, repositoryId);
  let [commit] = await graph.find([head]);
  // One commit, as most pushes are, has changed all that has changed.
  const [first = null] = commit?.parents ?? [];
  if (first === before && !isForced) return;
  const open = new Set(isForced ? await findForeignPaths(trx, repositoryId, head) : []);
  for (const { path } of changes) {
    open.add(path);
    for (const folder of foldersAbove(path)) open.add(folder);
  }
  const found = new Map<string, ObjectId>();
  for (let step = 0; commit !== undefined && open.size > 0 && step < STEPS; step += 1) {
    const [parent] = await graph.find(commit.parents.slice(0, 1));
    const trees = { before: parent?.treeOid, after: commit.treeOid };
    for await (const { path } of diffTrees(reader, trees)) {
      for (const changed of [path, ...foldersAbove(path)]) {
        if (open.delete(changed) && (isForced || commit.oid !== head))
          found.set(changed, commit.oid);
      }
    }
    if (step === STEPS - 1) for (const path of open) found.set(path, commit.oid);
    commit = parent;
  }
  await setLastCommits(trx, repositoryId, found);
}
