import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { callerOfAccount, requireAccount } from "../accounts/index.ts";
import { addToTotal } from "./store/counters.ts";
import { insertFavourite } from "./store/favourites.ts";
import { showInterest } from "./trending/show-interest.ts";

/** DIS-3: bookmarks an asset; doing it twice changes nothing. */
export async function addFavourite(ctx: RequestContext, address: Address): Promise<void> {
  const { accountId } = requireAccount(ctx);
  const { id: assetId } = await requireRepository(ctx, address, "see");
  await withTransaction(ctx.db, async (trx) => {
    if (!(await insertFavourite(trx, { accountId, assetId }))) return;
    await addToTotal(trx, { column: "favourites", assetId, change: 1, at: ctx.now() });
    const caller = callerOfAccount(accountId);
    await showInterest(ctx, trx, [{ assetId, caller, action: "favourite", at: ctx.now() }]);
  });
}
