import type { RequestContext } from "../context.ts";
import { requireAccountId } from "./require-account.ts";
import { countFavouritesByKind } from "./store/favourites.ts";

/** How many favourites of each kind one has and may still see. */
export function countFavourites(ctx: RequestContext) {
  const accountId = requireAccountId(ctx.viewer);
  return countFavouritesByKind(ctx.db, { accountId, viewer: ctx.viewer });
}
