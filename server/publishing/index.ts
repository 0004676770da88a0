import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { filesScanned } from "../repositories/index.ts";
import { checkListing } from "./check-listing.ts";
import { listingSubmitted } from "./events.ts";
import { listPublishing } from "./store.ts";

export { changeVisibility } from "./change-visibility.ts";
export { publishAsset } from "./publish-asset.ts";
export { unlistAsset } from "./unlist-asset.ts";
export { publishingRoutes } from "./routes.ts";

/** What this word does when it hears of events; call before events.start(). */
export function subscribePublishing(ctx: Context): void {
  ctx.events.subscribe(listingSubmitted, ({ assetId }, { trx }) => checkListing(ctx, trx, assetId));
  ctx.events.subscribe(filesScanned, (_, { trx }) => checkWaiting(ctx, trx));
}

/** A content may belong to several assets, whoever's turn it was to scan it. */
async function checkWaiting(ctx: Context, trx: DatabaseTransaction): Promise<void> {
  for (const assetId of await listPublishing(trx)) await checkListing(ctx, trx, assetId);
}
