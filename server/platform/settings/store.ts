import type { Database, DatabaseTransaction } from "../database/index.ts";

export async function findValues(
  db: Database,
  keys: readonly string[],
): Promise<Map<string, unknown>> {
  const rows = await db
    .selectFrom("settings")
    .select(["key", "value"])
    .where("key", "in", [...keys])
    .execute();
  return new Map(rows.map(({ key, value }) => [key, value]));
}

export async function upsertValue(
  trx: DatabaseTransaction,
  { key, value, at }: { key: string; value: unknown; at: Date },
): Promise<void> {
  const values = { value: JSON.stringify(value), updated_at: at };
  await trx
    .insertInto("settings")
    .values({ key, ...values })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(values))
    .execute();
}

export async function removeValue(trx: DatabaseTransaction, key: string): Promise<void> {
  await trx.deleteFrom("settings").where("key", "=", key).execute();
}
