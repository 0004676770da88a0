import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { RequestKey } from "./requests.ts";

/** Active accounts that decide on requests for an asset; of an organisation's, its members alone. */
export async function listDelegates(db: Database, assetId: number): Promise<number[]> {
  const { rows } = await sql<{ account_id: number }>`
    select d.account_id
    from gate_delegates as d
    join accounts as a on a.id = d.account_id and a.state = 'active'
    join repositories as r on r.id = d.asset_id
    join namespaces as n on n.id = r.namespace_id
    where d.asset_id = ${assetId}
      and (n.kind = 'user' or exists (
        select from organisation_members as m
        where m.organisation_id = n.id and m.account_id = d.account_id))
    order by d.created_at, d.account_id`.execute(db);
  return rows.map((row) => row.account_id);
}

/** False when the account decides there already. */
export async function insertDelegate(
  trx: DatabaseTransaction,
  { assetId, accountId, by, at }: RequestKey & { by: number; at: Date },
): Promise<boolean> {
  const row = await trx
    .insertInto("gate_delegates")
    .values({ asset_id: assetId, account_id: accountId, named_by: by, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning("account_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** False when there was none. */
export async function deleteDelegate(
  trx: DatabaseTransaction,
  { assetId, accountId }: RequestKey,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("gate_delegates")
    .where("asset_id", "=", assetId)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
