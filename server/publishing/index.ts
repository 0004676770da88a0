import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { filesScanned } from "../repositories/index.ts";
import { checkListing } from "./check-listing.ts";
import { listingPublished, listingSubmitted } from "./events.ts";
import { listPublishing } from "./store.ts";
import { rewardPublishing } from "./reward-publishing.ts";
import { subscribeReviews } from "./review/subscribe-reviews.ts";
import { subscribeVersions } from "./versions/subscribe-versions.ts";

export { changeVisibility } from "./change-visibility.ts";
export { publishAsset } from "./publish-asset.ts";
export { moveState } from "./move-state.ts";
export { unlistAsset } from "./unlist-asset.ts";
export { checkArticleFile, refuseType } from "./kinds/attachments/check-article-file.ts";
export { describePlace } from "./review/describe-place.ts";
export { noteCommit } from "./review/commits/note-commit.ts";
export { publishingRoutes } from "./routes.ts";
export { relistAsset } from "./relist-asset.ts";
export { takeOffShelf } from "./take-off-shelf.ts";
export { setTerms } from "./terms/set-terms.ts";
export { readTerms } from "./terms/store.ts";
export { addVersion } from "./versions/add-version.ts";
export { listVersions } from "./versions/list-versions.ts";
export { takeVersionOffline } from "./versions/take-version-offline.ts";
export { askIsSubscriber } from "./versions/subscribers.ts";
export { versionPublished } from "./versions/events.ts";
export { findNewestVersion, findVersion } from "./versions/store.ts";

/** What this word does when it hears of events; call before events.start(). */
export function subscribePublishing(ctx: Context): void {
  ctx.events.subscribe(listingSubmitted, ({ assetId }, { trx }) => checkListing(ctx, trx, assetId));
  ctx.events.subscribe(listingPublished, ({ assetId }, { trx }) =>
    rewardPublishing(ctx, trx, assetId),
  );
  ctx.events.subscribe(filesScanned, (_, { trx }) => checkWaiting(ctx, trx));
  subscribeReviews(ctx);
  subscribeVersions(ctx);
}

/** A content may belong to several assets, whoever's turn it was to scan it. */
async function checkWaiting(ctx: Context, trx: DatabaseTransaction): Promise<void> {
  for (const assetId of await listPublishing(trx)) await checkListing(ctx, trx, assetId);
}
