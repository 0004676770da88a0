import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

export type LeavingAsset = {
  assetId: number;
  name: string;
  ownerName: string;
  kind: string;
  heirId: number | null;
};

/** Assets of accounts that were deleted, in the order of their ids. */
export async function listLeavingAssets(
  db: Database,
  { after, limit }: { after: number; limit: number },
): Promise<LeavingAsset[]> {
  const { rows } = await sql<LeavingAsset>`
    select r.id as "assetId", r.name, n.name as "ownerName", r.kind, a.heir_id as "heirId"
    from accounts as a
    join repositories as r on r.namespace_id = a.id
    join namespaces as n on n.id = a.id
    where a.state = 'deleted' and r.id > ${after}
    order by r.id limit ${limit}`.execute(db);
  return rows;
}

/** How many assets of a namespace somebody else has a right to that is not over, and how many not. */
export async function countLeaving(
  db: Database,
  { accountId, now }: { accountId: number; now: Date },
): Promise<{ toDelete: number; toKeep: number }> {
  const { rows } = await sql<{ toDelete: number; toKeep: number }>`
    select count(*) filter (where not is_held)::int as "toDelete",
      count(*) filter (where is_held)::int as "toKeep"
    from (
      select exists (
        select from subscriptions as s where s.asset_id = r.id and s.state <> 'expired'
          and s.account_id <> ${accountId}
          and (s.ends_at is null or s.ends_at > ${now})) as is_held
      from repositories as r where r.namespace_id = ${accountId}
    ) as own`.execute(db);
  return rows[0] ?? { toDelete: 0, toKeep: 0 };
}

/** Takes the subscriptions of an account away and out of the totals. */
export async function removeAllSubscriptions(
  trx: DatabaseTransaction,
  accountId: number,
): Promise<void> {
  await sql`
    with removed as (
      delete from subscriptions where account_id = ${accountId} returning asset_id, state
    ), locked as materialized (
      select asset_id from asset_counters
      where asset_id in (select asset_id from removed where state = 'active')
      order by asset_id for update
    )
    update asset_counters set subscriptions = subscriptions - 1, is_flushed = false
    from locked where asset_counters.asset_id = locked.asset_id`.execute(trx);
}
