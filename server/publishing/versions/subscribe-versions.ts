import type { Context } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { filesScanned } from "../../repositories/index.ts";
import { listingPublished } from "../events.ts";
import { reviewDecided } from "../review/decided.ts";
import { checkVersion } from "./check-version.ts";
import { versionSubmitted } from "./events.ts";
import { finishVersion } from "./finish-version.ts";
import { listPublishingVersions } from "./store.ts";

/** When versions are checked: once submitted, scanned, or on the shelf; call before events.start. */
export function subscribeVersions(ctx: Context): void {
  ctx.events.subscribe(versionSubmitted, ({ versionId }, { trx }) =>
    checkVersion(ctx, trx, versionId),
  );
  ctx.events.subscribe(listingPublished, ({ assetId }, { trx }) => checkWaiting(ctx, trx, assetId));
  ctx.events.subscribe(filesScanned, (_, { trx }) => checkWaiting(ctx, trx));
  reviewDecided.on(finishVersion);
}

/** A content may belong to several assets, whoever's turn it was to scan it. */
async function checkWaiting(
  ctx: Context,
  trx: DatabaseTransaction,
  assetId?: number,
): Promise<void> {
  for (const id of await listPublishingVersions(trx, assetId)) await checkVersion(ctx, trx, id);
}
