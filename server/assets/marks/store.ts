import type { Marks } from "#contract/assets/mark-endpoints.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** Whoever marks the same asset meanwhile waits for the end of the transaction. */
export async function lockMarks(trx: DatabaseTransaction, assetId: number): Promise<Marks> {
  const row = await trx
    .selectFrom("assets")
    .select(["is_official", "is_featured"])
    .where("id", "=", assetId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { isOfficial: row.is_official, isFeatured: row.is_featured };
}

export async function updateMarks(
  trx: DatabaseTransaction,
  assetId: number,
  { isOfficial, isFeatured }: Marks,
): Promise<void> {
  await trx
    .updateTable("assets")
    .set({ is_official: isOfficial, is_featured: isFeatured })
    .where("id", "=", assetId)
    .execute();
}
