import type { DurationUnit } from "#contract/publishing/duration.ts";
import { notify } from "../accounts/index.ts";
import {
  admitSubscriber,
  countSubscription,
  dismissSubscriber,
  getShelf,
  isShownTo,
} from "../assets/index.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { getRepositoryById } from "../repositories/index.ts";
import { nextPeriod } from "./rules.ts";
import type { SubscriptionRow } from "./store/rows.ts";
import { findById, updatePeriod, updateState } from "./store/subscriptions.ts";

/** Where whoever is told of their subscriptions finds them. */
export const OWN_PATH = "/me/subscriptions";

/** A renewal comes so long before the end, so that nobody stands before a closed door meanwhile. */
export const RENEWAL_LEAD_MS = 3_600_000;

/** Holds the asset, then the subscription: they change one by one. Undefined: it is gone. */
export async function holdSubscription(
  trx: DatabaseTransaction,
  { id, assetId }: { id: number; assetId: number },
): Promise<SubscriptionRow | undefined> {
  await getShelf(trx, assetId);
  return findById(trx, id);
}

/**
 * Brings a subscription to where its time is: renewed, or over, which its holder is told once. One
 * that is neither stays as it is. To be called by whoever holds it.
 */
export async function settleSubscription(
  trx: DatabaseTransaction,
  row: SubscriptionRow,
  now: Date,
): Promise<void> {
  if (row.ends_at === null || row.state === "expired") return;
  const leftMs = row.ends_at.getTime() - now.getTime();
  if (leftMs <= RENEWAL_LEAD_MS && (await mayRenew(trx, row))) {
    await renew(trx, row, now);
  } else if (leftMs <= 0) {
    await end(trx, row, now);
  }
}

/** It renews while it is not put away, and while its holder could subscribe anew. */
export async function mayRenew(trx: DatabaseTransaction, row: SubscriptionRow): Promise<boolean> {
  if (!row.renews || row.state !== "active") return false;
  const { state } = await getShelf(trx, row.asset_id);
  const who = { assetId: row.asset_id, accountId: row.account_id };
  return state === "published" && (await isShownTo(trx, who));
}

async function renew(trx: DatabaseTransaction, row: SubscriptionRow, now: Date): Promise<void> {
  if (row.duration_count === null) return;
  const duration = { count: row.duration_count, unit: row.duration_unit as DurationUnit };
  const period = nextPeriod(row.starts_at, duration, { renewals: row.renewals, now });
  await updatePeriod(trx, row.id, period);
  await admitSubscriber(trx, {
    assetId: row.asset_id,
    accountId: row.account_id,
    validUntil: period.endsAt,
  });
}

async function end(trx: DatabaseTransaction, row: SubscriptionRow, now: Date): Promise<void> {
  const { asset_id: assetId, account_id: accountId } = row;
  await updateState(trx, row.id, { state: "expired", cancelledAt: row.cancelled_at });
  await dismissSubscriber(trx, { assetId, accountId });
  if (row.state !== "active") return;
  await countSubscription(trx, { assetId, change: -1, at: now });
  const { ownerName, name } = await getRepositoryById(trx, assetId);
  await notify(trx, {
    to: [accountId],
    kind: "quota-expired",
    params: { asset: `${ownerName}/${name}` },
    path: OWN_PATH,
  });
}
