import { type NotNull, sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { RequestKey } from "./requests.ts";

type Batch = { now: Date; limit: number };
export type DueRequest = { asset_id: number; account_id: number; valid_until: Date };

/** Accepted requests whose time is over, the longest ended first. */
export function listEnded(db: Database, { now, limit }: Batch): Promise<DueRequest[]> {
  return db
    .selectFrom("access_requests")
    .select(["asset_id", "account_id", "valid_until"])
    .where("status", "=", "accepted")
    .where("valid_until", "<=", now)
    .orderBy("valid_until")
    .limit(limit)
    .$narrowType<{ valid_until: NotNull }>()
    .execute();
}

export async function markExpired(
  trx: DatabaseTransaction,
  { assetId, accountId }: RequestKey,
): Promise<void> {
  await trx
    .updateTable("access_requests")
    .set({ status: "expired" })
    .where("asset_id", "=", assetId)
    .where("account_id", "=", accountId)
    .execute();
}

/**
 * Takes accepted requests that end soon and whose account was not told yet: in the last quarter of
 * their time, and at most `noticeMs` before its end.
 */
export async function takeEnding(
  trx: DatabaseTransaction,
  { now, limit, noticeMs }: Batch & { noticeMs: number },
): Promise<DueRequest[]> {
  const { rows } = await sql<DueRequest>`
    update access_requests set expiry_reminded_at = ${now}
    where id in (
      select id from access_requests
      where status = 'accepted' and expiry_reminded_at is null
        and valid_until > ${now} and valid_until <= ${new Date(now.getTime() + noticeMs)}
        and valid_until - (valid_until - decided_at) / 4 <= ${now}
      order by valid_until limit ${limit}
      for update skip locked
    )
    returning asset_id, account_id, valid_until`.execute(trx);
  return rows;
}

export type WaitingAsset = { asset_id: number; count: number; oldest_at: Date };

/** Takes requests that have waited since `since` without a reminder since then, by asset. */
export async function takeWaiting(
  trx: DatabaseTransaction,
  { now, since, limit }: Batch & { since: Date },
) {
  const { rows } = await sql<WaitingAsset>`
    with reminded as (
      update access_requests set owner_reminded_at = ${now}
      where id in (
        select asked.id from access_requests as asked
        join assets on assets.id = asked.asset_id and assets.gate = 'manual'
        join accounts on accounts.id = asked.account_id and accounts.state = 'active'
        where asked.status = 'pending' and asked.requested_at <= ${since}
          and coalesce(asked.owner_reminded_at, asked.requested_at) <= ${since}
        order by asked.asset_id, asked.id limit ${limit}
        for update of asked skip locked
      )
      returning asset_id, requested_at
    )
    select asset_id, count(*)::int as count, min(requested_at) as oldest_at
    from reminded group by asset_id order by asset_id`.execute(trx);
  return rows;
}
