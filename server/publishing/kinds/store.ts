import type { ListedFacts } from "#contract/publishing/kind-endpoints.ts";
import { KindFacts } from "#contract/publishing/publication.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** What a listing says beside its card; nothing before it was ever submitted. */
export async function findFacts(db: Database, assetId: number): Promise<ListedFacts> {
  const row = await db
    .selectFrom("listings")
    .select(["facts", "regions"])
    .where("asset_id", "=", assetId)
    .executeTakeFirst();
  return { facts: KindFacts.parse(row?.facts ?? {}), regions: row?.regions ?? [] };
}

/** Of what was submitted once; a draft says it when it is published. */
export async function updateFacts(
  trx: DatabaseTransaction,
  assetId: number,
  { facts, regions }: ListedFacts,
): Promise<void> {
  await trx
    .updateTable("listings")
    .set({ facts: JSON.stringify(facts), regions })
    .where("asset_id", "=", assetId)
    .execute();
}

/** The commit that was submitted; null where that was never noted. */
export async function findSubmittedCommit(db: Database, assetId: number): Promise<string | null> {
  const row = await db
    .selectFrom("listings")
    .select("submitted_commit")
    .where("asset_id", "=", assetId)
    .executeTakeFirst();
  return row?.submitted_commit?.toString("hex") ?? null;
}

export async function updateSubmittedCommit(
  trx: DatabaseTransaction,
  assetId: number,
  commit: string | null,
): Promise<void> {
  await trx
    .updateTable("listings")
    .set({ submitted_commit: commit === null ? null : Buffer.from(commit, "hex") })
    .where("asset_id", "=", assetId)
    .execute();
}
