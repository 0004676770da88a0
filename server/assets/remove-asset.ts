import type { DatabaseTransaction } from "../platform/database/index.ts";
import { deleteRepository } from "../repositories/index.ts";
import { assetDeleting } from "./events.ts";
import { getShelf } from "./store/shelf.ts";

/**
 * Removes an asset with its repository, whoever asks for it.
 * @throws {Problem} what a later word says against it, such as `asset-subscribed`.
 */
export async function removeAsset(trx: DatabaseTransaction, assetId: number): Promise<void> {
  await getShelf(trx, assetId);
  await assetDeleting.run(trx, { assetId });
  await deleteRepository(trx, assetId);
}
