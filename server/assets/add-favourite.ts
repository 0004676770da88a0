import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { requireAccount } from "../accounts/index.ts";
import { addToTotal } from "./store/counters.ts";
import { insertFavourite } from "./store/favourites.ts";

/** DIS-3: bookmarks an asset; doing it twice changes nothing. */
export async function addFavourite(ctx: RequestContext, address: Address): Promise<void> {
  const { accountId } = requireAccount(ctx);
  const { id: assetId } = await requireRepository(ctx, address, "see");
  await withTransaction(ctx.db, async (trx) => {
    if (!(await insertFavourite(trx, { accountId, assetId }))) return;
    await addToTotal(trx, { column: "favourites", assetId, change: 1, at: ctx.now() });
  });
}
