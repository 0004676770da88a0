import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** The packs of a repository that goes: their rows go with it, their bytes after the grace time. */
export async function doomPacks(trx: DatabaseTransaction, repositoryId: number): Promise<void> {
  await sql`
    insert into doomed_objects (object_key)
    select object_key from packs where repository_id = ${repositoryId}
    on conflict do nothing`.execute(trx);
}

export async function doomObject(trx: DatabaseTransaction, objectKey: string): Promise<void> {
  await trx
    .insertInto("doomed_objects")
    .values({ object_key: objectKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Objects that were given up before then, oldest first. */
export async function findDoomed(
  db: Database,
  { doomedBefore, limit }: { doomedBefore: Date; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("doomed_objects")
    .select("object_key")
    .where("doomed_at", "<", doomedBefore)
    .orderBy("doomed_at")
    .limit(limit)
    .execute();
  return rows.map(({ object_key }) => object_key);
}

export async function forgetDoomed(db: Database, objectKeys: readonly string[]): Promise<void> {
  await sql`
    delete from doomed_objects where object_key = any(${[...objectKeys]}::text[])`.execute(db);
}
