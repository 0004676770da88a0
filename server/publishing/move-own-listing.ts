import type { ListingState } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { getListing } from "./get-listing.ts";
import { moveState } from "./move-state.ts";

type OwnMove = {
  from: ListingState;
  to: ListingState;
  afterwards?: (trx: DatabaseTransaction, assetId: number) => Promise<void>;
};

/** A move that the owner makes with one button: unlist, relist, withdraw, retry. */
export async function moveOwnListing(
  ctx: RequestContext,
  address: Address,
  { from, to, afterwards }: OwnMove,
): Promise<Listing> {
  const { id: assetId } = await requireRepository(ctx, address, "manage");
  const { accountId } = requireAccount(ctx);
  await withTransaction(ctx.db, async (trx) => {
    await moveState(trx, { assetId, from, to, accountId, at: ctx.now() });
    await afterwards?.(trx, assetId);
  });
  return getListing(ctx, address);
}
