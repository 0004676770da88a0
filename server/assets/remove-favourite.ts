import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { requireAccount } from "../accounts/index.ts";
import { addToTotal } from "./store/counters.ts";
import { removeFavouriteRow } from "./store/favourites.ts";

/** DIS-3: removes the bookmark; without one nothing changes. */
export async function removeFavourite(ctx: RequestContext, address: Address): Promise<void> {
  const { accountId } = requireAccount(ctx);
  const { id: assetId } = await requireRepository(ctx, address, "see");
  await withTransaction(ctx.db, async (trx) => {
    if (!(await removeFavouriteRow(trx, { accountId, assetId }))) return;
    await addToTotal(trx, { column: "favourites", assetId, change: -1, at: ctx.now() });
  });
}
