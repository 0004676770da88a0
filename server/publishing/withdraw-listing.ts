import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { moveOwnListing } from "./move-own-listing.ts";

/** PUB-2: the owner takes a listing back from review; it is a draft again. */
export function withdrawListing(ctx: RequestContext, address: Address) {
  return moveOwnListing(ctx, address, { from: "in-review", to: "draft" });
}
