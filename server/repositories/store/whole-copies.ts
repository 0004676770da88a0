import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { doomObject } from "./doomed-objects.ts";

export type WholeCopy = { contentId: number; objectKey: string; sizeBytes: number };

/**
 * Records that a chunked content lies whole in the store too.
 * @returns false when it is gone, or lies whole already.
 */
export async function insertCopy(
  trx: DatabaseTransaction,
  { contentId, objectKey, sizeBytes, at }: WholeCopy & { at: Date },
): Promise<boolean> {
  const changed = await trx
    .updateTable("contents")
    .set({ object_key: objectKey })
    .where("id", "=", contentId)
    .where("layout", "=", "chunked")
    .where("object_key", "is", null)
    .where("state", "=", "stored")
    .returning("id")
    .executeTakeFirst();
  if (changed === undefined) return false;
  const row = { object_key: objectKey, size_bytes: sizeBytes, made_at: at, read_at: at };
  await trx
    .insertInto("whole_copies")
    .values({ content_id: contentId, ...row })
    // Of an earlier copy, which went when its content was sent again while it was being deleted.
    .onConflict((conflict) => conflict.column("content_id").doUpdateSet(row))
    .execute();
  return true;
}

/** Bytes of all copies. */
export async function sumCopies(db: Database): Promise<number> {
  const { bytes } = await db
    .selectFrom("whole_copies")
    .select(sql<number>`coalesce(sum(size_bytes), 0)::bigint`.as("bytes"))
    .executeTakeFirstOrThrow();
  return bytes;
}

/** Copies that nobody has read since, those that were not read for longest first. */
export async function findIdleCopies(
  db: Database,
  { unreadSince, limit }: { unreadSince: Date; limit: number },
): Promise<WholeCopy[]> {
  const rows = await db
    .selectFrom("whole_copies")
    .select(["content_id", "object_key", "size_bytes"])
    .where("read_at", "<", unreadSince)
    .orderBy("read_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    contentId: row.content_id,
    objectKey: row.object_key,
    sizeBytes: row.size_bytes,
  }));
}

/** From now on the content is read from its chunks; the object goes when the grace time is over. */
export async function removeCopy(
  trx: DatabaseTransaction,
  { contentId, objectKey }: Pick<WholeCopy, "contentId" | "objectKey">,
): Promise<void> {
  const changed = await trx
    .updateTable("contents")
    .set({ object_key: null })
    .where("id", "=", contentId)
    .where("layout", "=", "chunked")
    .where("object_key", "=", objectKey)
    .where("state", "=", "stored")
    .returning("id")
    .executeTakeFirst();
  await trx
    .deleteFrom("whole_copies")
    .where("content_id", "=", contentId)
    .where("object_key", "=", objectKey)
    .execute();
  if (changed !== undefined) await doomObject(trx, objectKey);
}

export async function touchCopies(
  db: Database,
  { contentIds, at }: { contentIds: readonly number[]; at: Date },
): Promise<void> {
  await db
    .updateTable("whole_copies")
    .set({ read_at: at })
    .where("content_id", "=", sql<number>`any(${[...contentIds]}::bigint[])`)
    .execute();
}
