import type { Database } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID, type ObjectId, scanTree } from "../../platform/git/index.ts";
import { readTreesWithIds } from "../objects/read-tree-bodies.ts";
import { insertMarks } from "../store/sweeps.ts";

const TREES_AT_ONCE = 256;
const MARKS_AT_ONCE = 5000;

export type Marking = { sweep: string; repositoryId: number; signal?: AbortSignal | undefined };

/**
 * Marks trees and everything below them. What is marked already is not entered again, so that
 * marking once more costs only what is new.
 */
export async function markTrees(
  db: Database,
  { sweep, repositoryId, signal }: Marking,
  trees: readonly ObjectId[],
): Promise<void> {
  const open = trees.filter((oid) => oid !== EMPTY_TREE_ID);
  let leaves: ObjectId[] = [];
  const markLeaves = async () => {
    await insertMarks(db, sweep, leaves);
    leaves = [];
  };
  while (open.length > 0) {
    signal?.throwIfAborted();
    const fresh = await insertMarks(db, sweep, open.splice(-TREES_AT_ONCE));
    for await (const { body } of readTreesWithIds(db, repositoryId, fresh)) {
      for (const { isFolder, oid } of scanTree(body)) {
        if (isFolder) open.push(oid);
        else leaves.push(oid);
        if (leaves.length >= MARKS_AT_ONCE) await markLeaves();
      }
    }
  }
  await markLeaves();
}
