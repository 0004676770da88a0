import type { Database } from "../../platform/database/index.ts";

/** How well the cards of these assets are filled in, in percent, by id. */
export async function readCompleteness(
  db: Database,
  ids: readonly number[],
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("asset_search")
    .select(["asset_id", "completeness"])
    .where("asset_id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.asset_id, row.completeness]));
}
