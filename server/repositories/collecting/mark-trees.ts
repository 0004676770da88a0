import type { Database } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID, type ObjectId, scanTree } from "../../platform/git/index.ts";
import { findObjects } from "../store/objects.ts";
import { insertMarks } from "../store/sweeps.ts";

const TREES_AT_ONCE = 256;
const BYTES_AT_ONCE = 8 * 1024 * 1024;
const MARKS_AT_ONCE = 5000;
const SIZES_AT_ONCE = 5000;

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

/** The bytes of trees, a bounded number of them in memory; ids of other objects are left out. */
export async function* readTreesWithIds(
  db: Database,
  repositoryId: number,
  oids: readonly ObjectId[],
): AsyncGenerator<{ oid: ObjectId; body: Buffer }, void, undefined> {
  for (let start = 0; start < oids.length; start += SIZES_AT_ONCE) {
    const sizes = await findObjects(db, repositoryId, {
      oids: oids.slice(start, start + SIZES_AT_ONCE),
      bodyLimitBytes: 0,
    });
    const trees = sizes.filter(({ type }) => type === "tree");
    for (const batch of batchesOf(trees)) {
      for (const { oid, body } of await findObjects(db, repositoryId, { oids: batch })) {
        if (body !== null) yield { oid, body };
      }
    }
  }
}

function* batchesOf(trees: readonly { oid: ObjectId; sizeBytes: number }[]) {
  let batch: ObjectId[] = [];
  let batchBytes = 0;
  for (const { oid, sizeBytes } of trees) {
    if (batch.length > 0 && batchBytes + sizeBytes > BYTES_AT_ONCE) {
      yield batch;
      batch = [];
      batchBytes = 0;
    }
    batch.push(oid);
    batchBytes += sizeBytes;
  }
  if (batch.length > 0) yield batch;
}
