import { sql } from "kysely";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
import { encodeSegments, isSplit, type ObjectType, type Tree } from "../../platform/git/index.ts";
import { bytesOf, hexOf } from "./hex.ts";

/** Git's own numbers, and two that git cannot have: for a large tree, and for what it is made of. */
const TYPE_NUMBERS = { commit: 1, tree: 2, blob: 3, tag: 4, segment: 8, "split-tree": 9 } as const;
const TYPES = new Map<number, ObjectType>([
  [TYPE_NUMBERS.commit, "commit"],
  [TYPE_NUMBERS.tree, "tree"],
  [TYPE_NUMBERS.blob, "blob"],
  [TYPE_NUMBERS.tag, "tag"],
  [TYPE_NUMBERS["split-tree"], "tree"],
]);

/** Rows of one statement: the bodies travel as one parameter. */
const BATCH_ROWS = 2000;
const BATCH_BYTES = 8 * 1024 * 1024;

export type NewObject = { oid: string; type: ObjectType; body: Uint8Array };
type NewRow = { oid: string; type: keyof typeof TYPE_NUMBERS; body: Uint8Array };
export type PackedBlob = { oid: string; sizeBytes: number; packOffset: number };

export type StoredObject = {
  oid: string;
  type: ObjectType;
  sizeBytes: number;
  body: Buffer | null;
  /** A tree whose body, and size, is that of the list of its segments. */
  isSplit: boolean;
  /** Where the bytes of a packed blob lie. */
  packKey: string | null;
  packOffset: number | null;
  /** Its bytes are gone for good; id and size are kept. */
  isPurged: boolean;
};

/** Adds objects with their bytes; those that are there already stay. @returns the bytes added. */
export async function insertObjects(
  trx: DatabaseTransaction,
  repositoryId: number,
  objects: readonly NewObject[],
): Promise<number> {
  return (await insertRows(trx, repositoryId, objects)).bytes;
}

async function insertRows(
  trx: DatabaseTransaction,
  repositoryId: number,
  objects: readonly NewRow[],
): Promise<{ count: number; bytes: number }> {
  const added = { count: 0, bytes: 0 };
  for (const batch of batches(objects)) {
    const sizes = batch.map(({ body }) => body.byteLength);
    const { rows } = await sql<{ count: number; bytes: number }>`
      with added as (
      insert into git_objects (repository_id, oid, type, size_bytes, body)
      select ${repositoryId}, new.oid, new.type, new.size,
        substring(${Buffer.concat(batch.map(({ body }) => body))}::bytea
          from new.start for new.size)
      from unnest(
        ${batch.map(({ oid }) => bytesOf(oid))}::bytea[],
        ${batch.map(({ type }) => TYPE_NUMBERS[type])}::smallint[],
        ${sizes}::int[],
        ${startsOf(sizes)}::int[]
      ) as new (oid, type, size, start)
      on conflict do nothing returning size_bytes
      ) select count(*)::int as count, coalesce(sum(size_bytes), 0)::bigint as bytes
      from added`.execute(trx);
    added.count += rows[0]?.count ?? 0;
    added.bytes += rows[0]?.bytes ?? 0;
  }
  return added;
}

/**
 * Adds trees: of those that are split the list, and the segments that are new; one that a push has
 * brought whole is split from now on. Under the repository's lock, for a sweep may remove segments.
 * @returns how many bytes more there are.
 */
export async function insertTrees(
  trx: DatabaseTransaction,
  repositoryId: number,
  trees: readonly Tree[],
): Promise<number> {
  const rows = [...objectsOf(trees)];
  const added = await insertRows(trx, repositoryId, rows);
  if (added.count === rows.length) return added.bytes;
  const split = rows.filter(({ type }) => type === "split-tree");
  const removedBytes = await removeWhole(trx, repositoryId, split);
  if (removedBytes === 0) return added.bytes;
  const { bytes } = await insertRows(trx, repositoryId, split);
  return added.bytes + bytes - removedBytes;
}

async function removeWhole(
  trx: DatabaseTransaction,
  repositoryId: number,
  trees: readonly NewRow[],
): Promise<number> {
  if (trees.length === 0) return 0;
  const oids = trees.map(({ oid }) => bytesOf(oid));
  const removed = await trx
    .deleteFrom("git_objects")
    .where("repository_id", "=", repositoryId)
    .where("type", "=", TYPE_NUMBERS.tree)
    .where("oid", "in", oids)
    .returning("size_bytes")
    .execute();
  return removed.reduce((sum, { size_bytes }) => sum + size_bytes, 0);
}

function* objectsOf(trees: Iterable<Tree>): Generator<NewRow> {
  for (const tree of trees) {
    const { oid, segments } = tree;
    if (!isSplit(tree)) {
      yield { oid, type: "tree", body: segments[0]?.bytes ?? Buffer.alloc(0) };
      continue;
    }
    for (const { oid: segment, bytes } of segments) {
      if (bytes !== undefined) yield { oid: segment, type: "segment", body: bytes };
    }
    yield { oid, type: "split-tree", body: encodeSegments(tree) };
  }
}

/** One object of the store that holds the larger blobs of one commit. */
export async function insertPack(
  trx: DatabaseTransaction,
  repositoryId: number,
  pack: { objectKey: string; sizeBytes: number; blobs: readonly PackedBlob[] },
): Promise<void> {
  const { id } = await trx
    .insertInto("packs")
    .values({
      repository_id: repositoryId,
      object_key: pack.objectKey,
      size_bytes: pack.sizeBytes,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`
    insert into git_objects (repository_id, oid, type, size_bytes, pack_id, pack_offset)
    select ${repositoryId}, oid, ${TYPE_NUMBERS.blob}, size, ${id}, place
    from unnest(
      ${pack.blobs.map(({ oid }) => bytesOf(oid))}::bytea[],
      ${pack.blobs.map(({ sizeBytes }) => sizeBytes)}::bigint[],
      ${pack.blobs.map(({ packOffset }) => packOffset)}::bigint[]
    ) as new (oid, size, place)
    on conflict do nothing`.execute(trx);
}

type ObjectKeys = { repositoryId: number; oids: Buffer[]; bodyLimitBytes: number };

const selectObjects = prepared((db, key: ObjectKeys) =>
  db
    .selectFrom("git_objects")
    .leftJoin("packs", "packs.id", "git_objects.pack_id")
    .select(["oid", "type", "git_objects.size_bytes", "pack_offset", "packs.object_key"])
    .select("purged_at")
    .select(
      sql<Buffer | null>`case when git_objects.size_bytes <= ${key.bodyLimitBytes} then body end`.as(
        "body",
      ),
    )
    .where("git_objects.repository_id", "=", key.repositoryId)
    .where("oid", "=", sql<Buffer>`any(${key.oids}::bytea[])`)
    .where("type", "<>", TYPE_NUMBERS.segment),
);

/** Those of the objects that are there; bodies only up to the limit, when one is given. */
export async function findObjects(
  db: Database,
  repositoryId: number,
  { oids, bodyLimitBytes }: { oids: readonly string[]; bodyLimitBytes?: number },
): Promise<StoredObject[]> {
  if (oids.length === 0) return [];
  const rows = await selectObjects(db, {
    repositoryId,
    oids: oids.map(bytesOf),
    bodyLimitBytes: bodyLimitBytes ?? Number.MAX_SAFE_INTEGER,
  });
  return rows.map((row) => ({
    oid: hexOf(row.oid),
    type: TYPES.get(row.type) ?? "blob",
    sizeBytes: row.size_bytes,
    body: row.body,
    isSplit: row.type === TYPE_NUMBERS["split-tree"],
    packKey: row.object_key,
    packOffset: row.pack_offset,
    isPurged: row.purged_at !== null,
  }));
}

const selectSegments = prepared((db, key: { repositoryId: number; oids: Buffer[] }) =>
  db
    .selectFrom("git_objects")
    .select(["oid", "body"])
    .where("repository_id", "=", key.repositoryId)
    .where("oid", "=", sql<Buffer>`any(${key.oids}::bytea[])`)
    .where("type", "=", TYPE_NUMBERS.segment),
);

/**
 * The bytes of segments of trees.
 * @throws {Error} when one is missing: damage, never a user's mistake.
 */
export async function findSegments(
  db: Database,
  repositoryId: number,
  oids: ReadonlySet<string>,
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  if (oids.size === 0) return found;
  const rows = await selectSegments(db, { repositoryId, oids: [...oids].map(bytesOf) });
  for (const { oid, body } of rows) if (body !== null) found.set(hexOf(oid), body);
  const lost = oids.values().find((oid) => !found.has(oid));
  if (lost !== undefined) throw new Error(`segment ${lost} of repository ${repositoryId} is lost`);
  return found;
}

/** How many of the objects are there with their bytes. */
export async function countObjects(
  db: Database,
  repositoryId: number,
  oids: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from git_objects
    where repository_id = ${repositoryId} and purged_at is null
      and oid = any(${oids.map(bytesOf)}::bytea[])`.execute(db);
  return rows[0]?.count ?? 0;
}

function* batches(objects: readonly NewRow[]): Generator<NewRow[]> {
  let batch: NewRow[] = [];
  let sizeBytes = 0;
  for (const object of objects) {
    batch.push(object);
    sizeBytes += object.body.byteLength;
    if (batch.length < BATCH_ROWS && sizeBytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    sizeBytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Counted from 1, as substring does. */
function startsOf(sizes: readonly number[]): number[] {
  let next = 1;
  return sizes.map((size) => {
    const start = next;
    next += size;
    return start;
  });
}
