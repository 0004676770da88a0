import type { Database } from "../../platform/database/index.ts";
import { isSplit, type ObjectId } from "../../platform/git/index.ts";
import { readStoredSegments, readStoredTrees } from "./stored-trees.ts";

/** The bytes of trees as git has them, one after another; ids of other objects are left out. */
export async function* readTreesWithIds(
  db: Database,
  repositoryId: number,
  oids: readonly ObjectId[],
): AsyncGenerator<{ oid: ObjectId; body: Buffer }, void, undefined> {
  for await (const tree of readStoredTrees(db, repositoryId, oids)) {
    const parts: Buffer[] = [];
    for await (const [, bytes] of readStoredSegments(db, repositoryId, tree.segments)) {
      parts.push(bytes);
    }
    const [only] = parts;
    const isWhole = !isSplit(tree) && only !== undefined;
    yield { oid: tree.oid, body: isWhole ? only : Buffer.concat(parts) };
  }
}
