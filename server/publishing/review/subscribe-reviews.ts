import type { Context } from "../../context.ts";
import { filesScanned, refMovedEvent } from "../../repositories/index.ts";
import { checkCommit } from "./commits/check-commit.ts";
import { checkMoved } from "./commits/check-moved.ts";
import { finishCommit } from "./commits/finish-commit.ts";
import { findCommitCheck, listWaiting, updateMover } from "./commits/store.ts";
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
    const { repositoryId, actorId } = move;
    if ((await findCommitCheck(trx, repositoryId))?.isWaiting !== true) return;
    await updateMover(trx, repositoryId, actorId);
    await checkMoved(ctx, trx, repositoryId);
  });
  ctx.events.subscribe(filesScanned, async ({ repositoryId }, { trx }) => {
    // A newer scanner may find in an old file what the one before it did not.
    await checkCommit(ctx, trx, repositoryId);
    // A content may belong to several assets, whoever's turn it was to scan it.
    for (const assetId of await listWaiting(trx)) await checkMoved(ctx, trx, assetId);
  });
}
