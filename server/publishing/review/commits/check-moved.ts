import type { Context } from "../../../context.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { lockRepository } from "../../../repositories/index.ts";
import { checkListing } from "../../check-listing.ts";
import { checkCommit } from "./check-commit.ts";
import { findListingState, markChecked } from "./store.ts";

/** Looks at what has come to an asset since it was looked at last, as its state asks for. */
export async function checkMoved(
  ctx: Context,
  trx: DatabaseTransaction,
  assetId: number,
): Promise<void> {
  if ((await lockRepository(trx, assetId)) === undefined) return;
  const state = await findListingState(trx, assetId);
  if (state === "published" || state === "unlisted") await checkCommit(ctx, trx, assetId);
  else if (state === "in-review") await checkListing(ctx, trx, assetId);
  // Whatever it is now, it is looked at when it is submitted.
  else await markChecked(trx, assetId);
}
