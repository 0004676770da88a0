import type { GateMode } from "#contract/assets/gate.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { holdAsset } from "../store/hold-asset.ts";
import type { ContentFacts } from "./content-rule.ts";

/** Reads what the rule is made of; inside a transaction it holds the asset. */
export async function readContentFacts(db: Database, assetId: number): Promise<ContentFacts> {
  await holdAsset(db, assetId);
  const row = await db
    .selectFrom("assets")
    .select(["gate", "needs_subscription", "is_code_closed"])
    .where("id", "=", assetId)
    .executeTakeFirstOrThrow();
  return {
    gate: row.gate as GateMode,
    needsSubscription: row.needs_subscription,
    isCodeClosed: row.is_code_closed,
  };
}

export async function updateContentFacts(
  trx: DatabaseTransaction,
  assetId: number,
  { needsSubscription, isCodeClosed }: ContentFacts,
): Promise<void> {
  await trx
    .updateTable("assets")
    .set({ needs_subscription: needsSubscription, is_code_closed: isCodeClosed })
    .where("id", "=", assetId)
    .execute();
}
