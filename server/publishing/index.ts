import type { Context } from "../context.ts";
import { checkListing } from "./check-listing.ts";
import { listingSubmitted } from "./events.ts";

export { changeVisibility } from "./change-visibility.ts";
export { publishAsset } from "./publish-asset.ts";
export { unlistAsset } from "./unlist-asset.ts";
export { publishingRoutes } from "./routes.ts";

/** What this word does when it hears of events; call before events.start(). */
export function subscribePublishing(ctx: Context): void {
  ctx.events.subscribe(listingSubmitted, ({ assetId }, { trx }) => checkListing(ctx, trx, assetId));
}
