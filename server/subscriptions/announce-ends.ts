import { notify } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { getRepositoryById } from "../repositories/index.ts";
import { daysLeft } from "./rules.ts";
import { holdSubscription, mayRenew, OWN_PATH } from "./settle-subscription.ts";
import { listToAnnounce } from "./store/due.ts";
import type { SubscriptionRow } from "./store/rows.ts";
import { takeNotice } from "./store/subscriptions.ts";

const BATCH = 200;

/** ACC-6: tells subscribers that their quota ends soon, once each; what renews itself does not end. */
export async function announceEnds(ctx: Context): Promise<void> {
  const now = ctx.now();
  for (;;) {
    const found = await listToAnnounce(ctx.db, { now, limit: BATCH });
    for (const { id, asset_id: assetId } of found) {
      await withTransaction(ctx.db, async (trx) => {
        const row = await holdSubscription(trx, { id, assetId });
        if (row !== undefined && (await takeNotice(trx, id, now))) await announce(trx, row, now);
      });
    }
    if (found.length < BATCH) return;
  }
}

async function announce(trx: DatabaseTransaction, row: SubscriptionRow, now: Date): Promise<void> {
  const days = daysLeft(row.ends_at, now) ?? 0;
  if (row.state !== "active" || days === 0 || (await mayRenew(trx, row))) return;
  const { ownerName, name } = await getRepositoryById(trx, row.asset_id);
  await notify(trx, {
    to: [row.account_id],
    kind: "quota-expiring",
    params: { asset: `${ownerName}/${name}`, days: String(days) },
    path: OWN_PATH,
  });
}
