import type { Database } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID, type ObjectId, scanTree, type Segment } from "../../platform/git/index.ts";
import { readStoredSegments, readStoredTrees } from "../objects/stored-trees.ts";
import { insertMarks } from "../store/sweeps.ts";

const TREES_AT_ONCE = 256;
const SEGMENTS_AT_ONCE = 2000;
const MARKS_AT_ONCE = 5000;

export type Marking = { sweep: string; repositoryId: number; signal?: AbortSignal | undefined };

/**
 * Marks trees, their segments and everything below them. What is marked already is not entered
 * again, so that marking once more costs only what is new; so does one more version of a large tree.
 */
export async function markTrees(
  db: Database,
  { sweep, repositoryId, signal }: Marking,
  trees: readonly ObjectId[],
): Promise<void> {
  const open = trees.filter((oid) => oid !== EMPTY_TREE_ID);
  let segments: Segment[] = [];
  let leaves: ObjectId[] = [];
  const markLeaves = async () => {
    await insertMarks(db, sweep, leaves);
    leaves = [];
  };
  const scanSegments = async () => {
    const fresh = await markSegments(db, sweep, segments);
    segments = [];
    for await (const [, bytes] of readStoredSegments(db, repositoryId, fresh)) {
      for (const { isFolder, oid } of scanTree(bytes)) {
        if (isFolder) open.push(oid);
        else leaves.push(oid);
        if (leaves.length >= MARKS_AT_ONCE) await markLeaves();
      }
    }
  };
  while (open.length > 0) {
    signal?.throwIfAborted();
    const fresh = await insertMarks(db, sweep, open.splice(-TREES_AT_ONCE));
    for await (const tree of readStoredTrees(db, repositoryId, fresh)) {
      segments.push(...tree.segments);
      if (segments.length >= SEGMENTS_AT_ONCE) await scanSegments();
    }
    await scanSegments();
  }
  await markLeaves();
}

/** @returns those that no tree before has had; that of a whole tree is new as the tree is. */
async function markSegments(
  db: Database,
  sweep: string,
  segments: readonly Segment[],
): Promise<Segment[]> {
  const shared = new Map(
    segments.flatMap((segment) => (segment.bytes ? [] : [[segment.oid, segment]])),
  );
  const marked = new Set(await insertMarks(db, sweep, [...shared.keys()]));
  const fresh = [...shared.values()].filter(({ oid }) => marked.has(oid));
  return [...segments.filter(({ bytes }) => bytes), ...fresh];
}
