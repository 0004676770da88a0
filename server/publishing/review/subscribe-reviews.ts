import type { Context } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { filesScanned, refMovedEvent } from "../../repositories/index.ts";
import { checkListing } from "../check-listing.ts";
import { checkCommit } from "./commits/check-commit.ts";
import { finishCommit } from "./commits/finish-commit.ts";
import { listStaleListings, listWaiting, updateMover } from "./commits/store.ts";
import { reviewDecided } from "./decided.ts";
import { finishListing } from "./finish-listing.ts";

/**
 * What decisions mean, and when commits on what is published or in review are looked at: once they
 * have come, and once their files are scanned. Call before events.start.
 */
export function subscribeReviews(ctx: Context): void {
  reviewDecided.on(finishListing);
  reviewDecided.on(finishCommit);
  ctx.events.subscribe(refMovedEvent, async (move, { trx }) => {
    if (!move.isDefaultBranch || move.after === null) return;
    await updateMover(trx, move.repositoryId, move.actorId);
    await checkWaiting(ctx, trx);
  });
  ctx.events.subscribe(filesScanned, async ({ repositoryId }, { trx }) => {
    // A newer scanner may find in an old file what the one before it did not.
    await checkCommit(ctx, trx, repositoryId);
    await checkWaiting(ctx, trx);
  });
}

/** A content may belong to several assets, whoever's turn it was to scan it. */
async function checkWaiting(ctx: Context, trx: DatabaseTransaction): Promise<void> {
  for (const assetId of await listWaiting(trx)) await checkCommit(ctx, trx, assetId);
  for (const assetId of await listStaleListings(trx)) await checkListing(ctx, trx, assetId);
}
