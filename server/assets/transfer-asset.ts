import { isProblem } from "#contract/problems.ts";
import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { renameRepository } from "../repositories/index.ts";
import { refreshSearch } from "./refresh-search.ts";
import { getShelf } from "./store/shelf.ts";

const NAMES = 20;

type Transfer = { assetId: number; namespaceId: number; name: string };

/**
 * Gives an asset to another namespace, whoever asks for it; the old address leads to it. Where the
 * name is taken there it gets a number.
 * @throws {Problem} `quota-exceeded`, `asset-name-taken`
 */
export async function transferAsset(
  ctx: Pick<Context, "config">,
  trx: DatabaseTransaction,
  { assetId, namespaceId, name }: Transfer,
): Promise<void> {
  await getShelf(trx, assetId);
  for (let number = 1; ; number += 1) {
    const to = { namespaceId, name: number === 1 ? name : `${name}-${number}` };
    try {
      await renameRepository(ctx, trx, { id: assetId, to });
      break;
    } catch (error) {
      const isTaken = isProblem(error) && error.code === "asset-name-taken";
      if (!isTaken || number === NAMES) throw error;
    }
  }
  await refreshSearch(trx, assetId);
}
