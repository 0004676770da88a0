import { type Database, withTransaction } from "../platform/database/index.ts";
import { refreshSearch } from "./refresh-search.ts";
import { updateOfficial } from "./store/assets.ts";

/** Marks an asset as published by the platform's operator. */
export async function markOfficial(db: Database, assetId: number): Promise<void> {
  await withTransaction(db, async (trx) => {
    await updateOfficial(trx, assetId, true);
    await refreshSearch(trx, assetId);
  });
}
