import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { moveOwnListing } from "./move-own-listing.ts";

/** PUB-3: back on the shelf with the visibility it had. */
export function relistAsset(ctx: RequestContext, address: Address) {
  return moveOwnListing(ctx, address, { from: "unlisted", to: "published" });
}
