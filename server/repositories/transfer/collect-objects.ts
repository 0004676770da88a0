import type { Database } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID, newEntries, type ObjectId, ObjectIdSet } from "../../platform/git/index.ts";
import { readTreesWithIds } from "../objects/read-tree-bodies.ts";
import { findObjects } from "../store/objects.ts";

/** What a client leaves out until it needs it: a partial clone. */
export type ObjectFilter =
  /** Only smaller files; 0: none. */
  { kind: "blob-limit"; bytes: number } | { kind: "no-trees" };

/** What a pack will hold, by type. */
export type CollectedObjects = Record<"commit" | "tag" | "tree" | "blob", ObjectIdSet>;

type Scope = { db: Database; repositoryId: number; signal: AbortSignal };

export type TreeCollection = {
  trees: readonly ObjectId[];
  /** What lies in these at the same place is left out. */
  knownTrees: readonly ObjectId[];
  filter: ObjectFilter | undefined;
};

/** Trees of one level that are read together with those at their place on the client's side. */
const COMPARED_AT_ONCE = 16;
const READ_AT_ONCE = 2000;
const SIZES_AT_ONCE = 5000;

/**
 * Adds trees with all that lies in them. Level by level and each tree once, whichever commits it
 * belongs to; what a known tree holds at the same place is not entered.
 */
export async function collectTrees(
  scope: Scope,
  into: CollectedObjects,
  { trees, knownTrees, filter }: TreeCollection,
): Promise<void> {
  if (filter?.kind === "no-trees") return;
  const bases = knownTrees.filter((oid) => oid !== EMPTY_TREE_ID);
  // Every git knows the empty tree; it need not be stored.
  const known = new Set([...knownTrees, EMPTY_TREE_ID]);
  let level = new Map<ObjectId, readonly ObjectId[]>();
  for (const oid of trees) if (!known.has(oid) && into.tree.add(oid)) level.set(oid, bases);
  while (level.size > 0) {
    scope.signal.throwIfAborted();
    const next = new Map<ObjectId, readonly ObjectId[]>();
    for await (const { isFolder, oid, baseOids } of entriesOfLevel(scope, level)) {
      if (!isFolder) {
        if (filter?.bytes !== 0) into.blob.add(oid);
      } else if (oid !== EMPTY_TREE_ID && into.tree.add(oid)) next.set(oid, baseOids);
    }
    level = next;
  }
}

async function* entriesOfLevel(scope: Scope, level: ReadonlyMap<ObjectId, readonly ObjectId[]>) {
  const oids = [...level.keys()];
  const alone = oids.filter((oid) => level.get(oid)?.length === 0);
  for (let start = 0; start < alone.length; start += READ_AT_ONCE) {
    for await (const { body } of read(scope, alone.slice(start, start + READ_AT_ONCE))) {
      yield* newEntries(body, []);
    }
  }
  const compared = oids.filter((oid) => level.get(oid)?.length !== 0);
  for (let start = 0; start < compared.length; start += COMPARED_AT_ONCE) {
    const batch = compared.slice(start, start + COMPARED_AT_ONCE);
    const bases = new Map<ObjectId, Buffer>();
    const baseOids = [...new Set(batch.flatMap((oid) => level.get(oid) ?? []))];
    for await (const { oid, body } of read(scope, baseOids)) bases.set(oid, body);
    for await (const { oid, body } of read(scope, batch)) {
      yield* newEntries(
        body,
        (level.get(oid) ?? []).flatMap((base) => bases.get(base) ?? []),
      );
    }
  }
}

/** @throws {Error} when a tree is not there: damage, never a client's mistake. */
async function* read({ db, repositoryId }: Scope, oids: readonly ObjectId[]) {
  let count = 0;
  for await (const tree of readTreesWithIds(db, repositoryId, oids)) {
    count += 1;
    yield tree;
  }
  if (count !== oids.length) throw new Error(`a tree of repository ${repositoryId} is lost`);
}

/** Leaves out the files that are as large as the limit, or larger. */
export async function withoutLarge(
  { db, repositoryId }: Scope,
  blobs: ObjectIdSet,
  limitBytes: number,
): Promise<ObjectIdSet> {
  const kept = new ObjectIdSet();
  for (const oids of blobs.slices(SIZES_AT_ONCE)) {
    const objects = await findObjects(db, repositoryId, { oids, bodyLimitBytes: 0 });
    for (const { oid, sizeBytes } of objects) if (sizeBytes < limitBytes) kept.add(oid);
  }
  return kept;
}
