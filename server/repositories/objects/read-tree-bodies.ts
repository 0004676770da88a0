import type { Database } from "../../platform/database/index.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import { findObjects } from "../store/objects.ts";

const SIZES_AT_ONCE = 5000;
const BYTES_AT_ONCE = 8 * 1024 * 1024;

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
