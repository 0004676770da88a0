import { type Database, isTransaction } from "../../platform/database/index.ts";
import { lockRepository } from "../../repositories/index.ts";

/**
 * Inside a transaction, holds an asset until its end: whoever else would change it waits. The
 * repository is held first, as commits do, which change the asset with the card they bring.
 */
export async function holdAsset(db: Database, assetId: number): Promise<void> {
  if (!isTransaction(db)) return;
  await lockRepository(db, assetId);
  await db.selectFrom("assets").select("id").where("id", "=", assetId).forUpdate().execute();
}
