import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { moveOwnListing } from "./move-own-listing.ts";

/** PUB-3: off the shelf; from now on only its owner sees it. */
export function unlistAsset(ctx: RequestContext, address: Address) {
  return moveOwnListing(ctx, address, { from: "published", to: "unlisted" });
}
