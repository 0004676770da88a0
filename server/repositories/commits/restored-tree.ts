import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import {
  type ChangedPath,
  diffTrees,
  EMPTY_TREE_ID,
  findPath,
  graftEntry,
  type ObjectId,
  type Tree,
  type TreeReader,
} from "../../platform/git/index.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";

export type RestoredTree = {
  root: ObjectId;
  newTrees: Map<ObjectId, Tree>;
  /** Of files, against the head. */
  changes: ChangedPath[];
};

/**
 * The tree of the head with everything, or one path, as it was in another tree.
 * @throws {Problem} `entry-not-found` when the source has nothing at the path, `path-conflict`.
 */
export async function restoredTree(
  ctx: { db: Database; store: Context["store"] },
  repository: Pick<Repository, "id">,
  { trees, path }: { trees: { head: ObjectId | null; source: ObjectId }; path: string },
): Promise<RestoredTree> {
  const reader = readObjectsOf(ctx, repository.id);
  const head = trees.head ?? EMPTY_TREE_ID;
  const { rootOid, newTrees } =
    path === ""
      ? { rootOid: trees.source, newTrees: new Map<ObjectId, Tree>() }
      : await graftPath(reader, { head, source: trees.source, path });
  const known = readObjectsOf(ctx, repository.id, { trees: newTrees, blobs: new Map() });
  const changes = await Array.fromAsync(diffTrees(known, { before: head, after: rootOid }));
  return { root: rootOid, newTrees, changes };
}

async function graftPath(
  reader: TreeReader,
  { head, source, path }: { head: ObjectId; source: ObjectId; path: string },
) {
  const entry = await findPath(reader, source, path);
  if (entry === undefined) {
    throw problem("entry-not-found", {
      detail: `path: ${path} does not exist in this revision`,
      extra: { path },
    });
  }
  const grafted = await graftEntry(reader, head, { path, entry });
  if (grafted.refused !== undefined) {
    const { reason } = grafted.refused;
    throw problem("path-conflict", { detail: `path: ${path} ${reason}`, extra: { path } });
  }
  return grafted;
}
