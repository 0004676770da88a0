import type { Context } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import {
  EMPTY_TREE_ID,
  type LfsPointer,
  type ObjectId,
  type ObjectType,
  parsePointer,
  parseTree,
  POINTER_LIMIT_BYTES,
  type ReadTrees,
  type TreeEntry,
} from "../../platform/git/index.ts";
import { getCommitRow } from "../store/commits.ts";
import { findObjects, type StoredObject } from "../store/objects.ts";
import { objectCacheOf } from "./object-cache.ts";

/** A blob: its own size, and what it points to when it stands for a large file. */
export type BlobState = { sizeBytes: number; pointer: LfsPointer | undefined };

/** Objects that a transaction writes: known without reading them back. */
export type FreshObjects = {
  trees: ReadonlyMap<ObjectId, Buffer>;
  blobs: ReadonlyMap<ObjectId, BlobState>;
};

const NOTHING: FreshObjects = { trees: new Map(), blobs: new Map() };

/** Reads the git objects of one repository, many at a time and through the cache. */
export type ObjectReader = {
  /** @throws {Error} when a tree is missing: damage, never a user's mistake. */
  readTrees: ReadTrees;
  readTree: (oid: ObjectId) => Promise<readonly TreeEntry[]>;
  /** The tree of a commit. @throws {Problem} `revision-not-found`. */
  treeOf: (commit: ObjectId) => Promise<ObjectId>;
  /** Sizes and pointers; ids that are no blobs of the repository are left out. */
  describeBlobs: (oids: readonly ObjectId[]) => Promise<Map<ObjectId, BlobState>>;
  /** Bytes of a commit or tag object. */
  readObject: (oid: ObjectId) => Promise<{ type: ObjectType; bytes: Buffer } | undefined>;
  /** Where a blob's bytes are; undefined when it is missing. */
  findBlob: (oid: ObjectId) => Promise<StoredObject | undefined>;
  /** The same for many; those that are missing are left out. */
  findBlobs: (oids: readonly ObjectId[]) => Promise<Map<ObjectId, StoredObject>>;
};

type Cached = { entries: readonly TreeEntry[] } | { blob: BlobState } | { tree: ObjectId };

const TREE_ENTRY_BYTES = 160;
const BLOB_BATCH = 5000;

/** With the bytes that they were read from: about 40 for each entry. */
function treeBytes(entries: readonly TreeEntry[]): number {
  return entries.length * (TREE_ENTRY_BYTES + 40);
}

/** Trees that were written and are committed now: the next commit most often begins with them. */
export function rememberTrees(
  store: Context["store"],
  repositoryId: number,
  trees: ReadonlyMap<ObjectId, Buffer>,
): void {
  const cache = objectCacheOf<Cached>(store);
  for (const [oid, body] of trees) {
    const entries = parseTree(body);
    cache.set(`${repositoryId}:${oid}`, { entries }, treeBytes(entries));
  }
}

/**
 * @param db the pool, or the transaction that has written some of the objects.
 * @param fresh objects that the transaction writes; they are not cached, for it may roll back.
 */
export function readObjectsOf(
  { db, store }: { db: Database; store: Context["store"] },
  repositoryId: number,
  fresh: FreshObjects = NOTHING,
): ObjectReader {
  const cache = objectCacheOf<Cached>(store);
  const keyOf = (oid: ObjectId) => `${repositoryId}:${oid}`;

  async function readTrees(ids: readonly ObjectId[]) {
    const found = new Map<ObjectId, readonly TreeEntry[]>();
    const missing: ObjectId[] = [];
    for (const oid of new Set(ids)) {
      const cached = cache.get(keyOf(oid));
      const unwritten = fresh.trees.get(oid);
      if (oid === EMPTY_TREE_ID) found.set(oid, []);
      else if (cached !== undefined && "entries" in cached) found.set(oid, cached.entries);
      else if (unwritten !== undefined) found.set(oid, parseTree(unwritten));
      else missing.push(oid);
    }
    for (const { oid, type, body } of await findObjects(db, repositoryId, { oids: missing })) {
      if (type !== "tree" || body === null) continue;
      const entries = parseTree(body);
      cache.set(keyOf(oid), { entries }, treeBytes(entries));
      found.set(oid, entries);
    }
    const lost = missing.find((oid) => !found.has(oid));
    if (lost !== undefined) throw new Error(`tree ${lost} of repository ${repositoryId} is lost`);
    return found;
  }

  async function treeOf(commit: ObjectId) {
    const cached = cache.get(keyOf(commit));
    if (cached !== undefined && "tree" in cached) return cached.tree;
    const { treeOid } = await getCommitRow(db, repositoryId, commit);
    cache.set(keyOf(commit), { tree: treeOid }, 0);
    return treeOid;
  }

  async function describeBlobs(oids: readonly ObjectId[]) {
    const found = new Map<ObjectId, BlobState>();
    const missing: ObjectId[] = [];
    for (const oid of new Set(oids)) {
      const cached = cache.get(keyOf(oid));
      const known = fresh.blobs.get(oid);
      if (known !== undefined) found.set(oid, known);
      else if (cached !== undefined && "blob" in cached) found.set(oid, cached.blob);
      else missing.push(oid);
    }
    for (let start = 0; start < missing.length; start += BLOB_BATCH) {
      const objects = await findObjects(db, repositoryId, {
        oids: missing.slice(start, start + BLOB_BATCH),
        bodyLimitBytes: POINTER_LIMIT_BYTES,
      });
      for (const { oid, type, body, sizeBytes } of objects) {
        if (type !== "blob") continue;
        const blob = { sizeBytes, pointer: body === null ? undefined : parsePointer(body) };
        cache.set(keyOf(oid), { blob }, 0);
        found.set(oid, blob);
      }
    }
    return found;
  }

  async function findBlobs(oids: readonly ObjectId[]) {
    const objects = await findObjects(db, repositoryId, { oids });
    const blobs = objects.filter(({ type }) => type === "blob");
    return new Map(blobs.map((blob) => [blob.oid, blob]));
  }

  return {
    readTrees,
    readTree: async (oid) => (await readTrees([oid])).get(oid) ?? [],
    treeOf,
    describeBlobs,
    findBlob: async (oid) => (await findBlobs([oid])).get(oid),
    findBlobs,
    async readObject(oid) {
      const [object] = await findObjects(db, repositoryId, { oids: [oid] });
      return object?.body ? { type: object.type, bytes: object.body } : undefined;
    },
  };
}
