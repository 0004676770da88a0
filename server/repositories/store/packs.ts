import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { hexOf } from "./hex.ts";
import type { PackedBlob } from "./objects.ts";

export type Pack = { id: number; repositoryId: number; objectKey: string; sizeBytes: number };

/** Packs that hold bytes of blobs that are gone. */
export async function findStalePacks(
  db: Database,
  { after, limit }: { after: number; limit: number },
): Promise<Pack[]> {
  const rows = await db
    .selectFrom("packs")
    .select(["id", "repository_id", "object_key", "size_bytes"])
    .where("dead_bytes", ">", 0)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    repositoryId: row.repository_id,
    objectKey: row.object_key,
    sizeBytes: row.size_bytes,
  }));
}

/** The blobs that still lie in a pack, in their order. */
export async function listPacked(db: Database, packId: number): Promise<PackedBlob[]> {
  const rows = await db
    .selectFrom("git_objects")
    .select(["oid", "size_bytes", "pack_offset"])
    .where("pack_id", "=", packId)
    .orderBy("pack_offset")
    .execute();
  return rows.map(({ oid, size_bytes, pack_offset }) => ({
    oid: hexOf(oid),
    sizeBytes: size_bytes,
    packOffset: pack_offset ?? 0,
  }));
}

/** Whether a pack is there; the caller holds the lock of its repository. */
export async function hasPack(trx: DatabaseTransaction, packId: number): Promise<boolean> {
  const row = await trx
    .selectFrom("packs")
    .select("id")
    .where("id", "=", packId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets the blobs of one pack lie in another object, and forgets the pack. */
export async function replacePack(
  trx: DatabaseTransaction,
  pack: Pack,
  by: { objectKey: string; sizeBytes: number; blobs: readonly PackedBlob[] },
): Promise<void> {
  const { id } = await trx
    .insertInto("packs")
    .values({
      repository_id: pack.repositoryId,
      object_key: by.objectKey,
      size_bytes: by.sizeBytes,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`
    update git_objects set pack_id = ${id}, pack_offset = moved.place
    from unnest(
      ${by.blobs.map(({ oid }) => Buffer.from(oid, "hex"))}::bytea[],
      ${by.blobs.map(({ packOffset }) => packOffset)}::bigint[]
    ) as moved (oid, place)
    where repository_id = ${pack.repositoryId} and pack_id = ${pack.id}
      and git_objects.oid = moved.oid`.execute(trx);
  await removePack(trx, pack.id);
}

export async function removePack(trx: DatabaseTransaction, packId: number): Promise<void> {
  await trx.deleteFrom("packs").where("id", "=", packId).execute();
}
