import type { Database } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID, type ObjectId, scanTree } from "../../platform/git/index.ts";
import { findObjects } from "../store/objects.ts";
import { insertMarks } from "../store/sweeps.ts";

const TREES_AT_ONCE = 256;
const BYTES_AT_ONCE = 8 * 1024 * 1024;
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
    for await (const body of readTreeBodies(db, repositoryId, fresh)) {
      for (const { isFolder, oid } of scanTree(body)) {
        if (isFolder) open.push(oid);
        else leaves.push(oid);
        if (leaves.length >= MARKS_AT_ONCE) await markLeaves();
      }
    }
  }
  await markLeaves();
}

/** The bytes of trees, a bounded number of them in memory; ids of other objects are left out. */
export async function* readTreeBodies(
  db: Database,
  repositoryId: number,
  oids: readonly ObjectId[],
): AsyncGenerator<Buffer, void, undefined> {
  const sizes = await findObjects(db, repositoryId, { oids, bodyLimitBytes: 0 });
  const trees = sizes.filter(({ type }) => type === "tree");
  let batch: ObjectId[] = [];
  let batchBytes = 0;
  for (const [at, { oid, sizeBytes }] of trees.entries()) {
    batch.push(oid);
    batchBytes += sizeBytes;
    if (batchBytes < BYTES_AT_ONCE && at < trees.length - 1) continue;
    for (const { body } of await findObjects(db, repositoryId, { oids: batch })) {
      if (body !== null) yield body;
    }
    batch = [];
    batchBytes = 0;
  }
}
