import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { emit } from "../platform/events/index.ts";
import { getRepositoryById } from "../repositories/index.ts";
import { listingSubmitted } from "./events.ts";
import { pinSubmission } from "./kinds/pin-submission.ts";
import { moveOwnListing } from "./move-own-listing.ts";
import { renewFirstVersion } from "./versions/renew-first-version.ts";

/** PUB-2: runs the checks of a failed publication again, on what the repository holds now. */
export function retryPublishing(ctx: RequestContext, address: Address) {
  return moveOwnListing(ctx, address, {
    from: "publish-failed",
    to: "publishing",
    async afterwards(trx, assetId) {
      await pinSubmission(trx, assetId);
      await renewFirstVersion(ctx, trx, await getRepositoryById(trx, assetId));
      await emit(trx, listingSubmitted, { assetId });
    },
  });
}
