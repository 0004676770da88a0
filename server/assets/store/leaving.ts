import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

/** Takes an account's favourites away and out of the totals; rows are locked in one order. */
export async function removeAllFavourites(
  trx: DatabaseTransaction,
  accountId: number,
): Promise<void> {
  await sql`
    with removed as (
      delete from favourites where account_id = ${accountId} returning asset_id
    ), locked as materialized (
      select asset_id from asset_counters where asset_id in (select asset_id from removed)
      order by asset_id for update
    )
    update asset_counters set favourites = favourites - 1, is_flushed = false
    from locked where asset_counters.asset_id = locked.asset_id`.execute(trx);
}
