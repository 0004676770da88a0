import type { Database } from "../../platform/database/index.ts";
import {
  batchesOf,
  decodeSegments,
  type ObjectId,
  type Segment,
  type Tree,
  wholeTree,
} from "../../platform/git/index.ts";
import { findObjects, findSegments } from "../store/objects.ts";

const SIZES_AT_ONCE = 5000;
const BYTES_AT_ONCE = 8 * 1024 * 1024;

/** Trees as they are stored, whole or as a list of segments; ids of other objects are left out. */
export async function findTrees(
  db: Database,
  repositoryId: number,
  oids: readonly ObjectId[],
): Promise<Tree[]> {
  const objects = await findObjects(db, repositoryId, { oids });
  return objects.flatMap(({ oid, type, body, isSplit }) => {
    if (type !== "tree" || body === null) return [];
    return [isSplit ? decodeSegments(oid, body) : wholeTree(body, oid)];
  });
}

/** The same for any number of trees, a bounded number of bytes in memory. */
export async function* readStoredTrees(
  db: Database,
  repositoryId: number,
  oids: readonly ObjectId[],
): AsyncGenerator<Tree, void, undefined> {
  for (let start = 0; start < oids.length; start += SIZES_AT_ONCE) {
    const sizes = await findObjects(db, repositoryId, {
      oids: oids.slice(start, start + SIZES_AT_ONCE),
      bodyLimitBytes: 0,
    });
    const trees = sizes.filter(({ type }) => type === "tree");
    for (const batch of idBatches(trees)) yield* await findTrees(db, repositoryId, batch);
  }
}

function* idBatches(trees: readonly { oid: ObjectId; sizeBytes: number }[]) {
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

/** The bytes of any number of segments, a few MiB in memory. */
export async function* readStoredSegments(
  db: Database,
  repositoryId: number,
  segments: Iterable<Segment>,
): AsyncGenerator<[Segment, Buffer], void, undefined> {
  for (const batch of batchesOf(segments)) {
    const stored = batch.flatMap(({ oid, bytes }) => (bytes === undefined ? [oid] : []));
    const found = await findSegments(db, repositoryId, new Set(stored));
    for (const segment of batch) {
      const bytes = segment.bytes ?? found.get(segment.oid);
      if (bytes !== undefined) yield [segment, bytes];
    }
  }
}
