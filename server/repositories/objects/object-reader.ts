import type { Context } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import {
  EMPTY_TREE,
  EMPTY_TREE_ID,
  isSplit,
  type LfsPointer,
  type ObjectId,
  parsePointer,
  POINTER_LIMIT_BYTES,
  type Segment,
  type Tree,
  type TreeReader,
} from "../../platform/git/index.ts";
import { getCommitRow } from "../store/commits.ts";
import { findObjects, findSegments, type StoredObject } from "../store/objects.ts";
import { objectCacheOf } from "./object-cache.ts";
import { findTrees } from "./stored-trees.ts";

/** A blob: its own size, and what it points to when it stands for a large file. */
export type BlobState = { sizeBytes: number; pointer: LfsPointer | undefined };

/** Objects that a transaction writes: known without reading them back. */
export type FreshObjects = {
  trees: ReadonlyMap<ObjectId, Tree>;
  blobs: ReadonlyMap<ObjectId, BlobState>;
};

const NOTHING: FreshObjects = { trees: new Map(), blobs: new Map() };

/**
 * Reads the git objects of one repository, many at a time and through the cache. A tree or a segment
 * that is missing is damage, never a user's mistake: an error of ours.
 */
export type ObjectReader = TreeReader & {
  /** The tree of a commit. @throws {Problem} `revision-not-found`. */
  treeOf: (commit: ObjectId) => Promise<ObjectId>;
  /** Sizes and pointers; ids that are no blobs of the repository are left out. */
  describeBlobs: (oids: readonly ObjectId[]) => Promise<Map<ObjectId, BlobState>>;
  /** Where a blob's bytes are; undefined when it is missing. */
  findBlob: (oid: ObjectId) => Promise<StoredObject | undefined>;
  /** The same for many; those that are missing are left out. */
  findBlobs: (oids: readonly ObjectId[]) => Promise<Map<ObjectId, StoredObject>>;
};

type Cached = { folder: Tree } | { segment: Buffer } | { blob: BlobState } | { tree: ObjectId };

/** What a segment costs in the list of a tree. */
const LISTED_BYTES = 300;
const BLOB_BATCH = 5000;
/** More than this of one commit would displace what others read. */
const REMEMBERED_BYTES = 8 * 1024 * 1024;

type Cache = ReturnType<typeof objectCacheOf<Cached>>;

function keepTree(cache: Cache, repositoryId: number, tree: Tree): void {
  const ownBytes = isSplit(tree) ? 0 : tree.sizeBytes;
  const sizeBytes = ownBytes + tree.segments.length * LISTED_BYTES;
  cache.set(`${repositoryId}:${tree.oid}`, { folder: tree }, sizeBytes);
}

/** Trees that were written and are committed now: the next commit most often begins with them. */
export function rememberTrees(
  store: Context["store"],
  repositoryId: number,
  trees: ReadonlyMap<ObjectId, Tree>,
): void {
  const cache = objectCacheOf<Cached>(store);
  const written = [...trees.values()].flatMap(({ segments }) => segments.map(({ bytes }) => bytes));
  const writtenBytes = written.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0);
  if (writtenBytes > REMEMBERED_BYTES) return;
  for (const tree of trees.values()) {
    if (!isSplit(tree)) {
      keepTree(cache, repositoryId, tree);
      continue;
    }
    const segments = tree.segments.map(({ bytes, ...segment }) => {
      if (bytes !== undefined) keepSegment(cache, repositoryId, { ...segment, bytes });
      return segment;
    });
    keepTree(cache, repositoryId, { ...tree, segments });
  }
}

function keepSegment(
  cache: Cache,
  repositoryId: number,
  { oid, bytes }: { oid: ObjectId; bytes: Buffer },
): void {
  cache.set(`${repositoryId}:${oid}`, { segment: bytes }, bytes.length);
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
    const found = new Map<ObjectId, Tree>();
    const missing: ObjectId[] = [];
    for (const oid of new Set(ids)) {
      const cached = cache.get(keyOf(oid));
      const unwritten = fresh.trees.get(oid);
      if (oid === EMPTY_TREE_ID) found.set(oid, EMPTY_TREE);
      else if (cached !== undefined && "folder" in cached) found.set(oid, cached.folder);
      else if (unwritten !== undefined) found.set(oid, unwritten);
      else missing.push(oid);
    }
    for (const tree of await findTrees(db, repositoryId, missing)) {
      keepTree(cache, repositoryId, tree);
      found.set(tree.oid, tree);
    }
    const lost = missing.find((oid) => !found.has(oid));
    if (lost !== undefined) throw new Error(`tree ${lost} of repository ${repositoryId} is lost`);
    return found;
  }

  async function readSegments(segments: readonly Segment[]) {
    const known = segments.map(({ oid, bytes }) => {
      if (bytes !== undefined) return bytes;
      const cached = cache.get(keyOf(oid));
      return cached !== undefined && "segment" in cached ? cached.segment : undefined;
    });
    const missing = segments.filter((_, index) => known[index] === undefined);
    const found = await findSegments(db, repositoryId, new Set(missing.map(({ oid }) => oid)));
    for (const [oid, bytes] of found) keepSegment(cache, repositoryId, { oid, bytes });
    return segments.map(({ oid }, index) => known[index] ?? found.get(oid) ?? Buffer.alloc(0));
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
    readSegments,
    treeOf,
    describeBlobs,
    findBlob: async (oid) => (await findBlobs([oid])).get(oid),
    findBlobs,
  };
}
