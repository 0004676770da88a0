import type { RequestContext } from "../context.ts";
import { requireAccount } from "../accounts/index.ts";
import { countFavouritesByKind } from "./store/favourites.ts";

/** How many favourites of each kind one has and may still see. */
export function countFavourites(ctx: RequestContext) {
  const { accountId } = requireAccount(ctx);
  return countFavouritesByKind(ctx.db, { accountId, viewer: ctx.viewer });
}
