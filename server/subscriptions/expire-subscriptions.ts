import type { Context } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { holdSubscription, RENEWAL_LEAD_MS, settleSubscription } from "./settle-subscription.ts";
import { listDue, type Place } from "./store/due.ts";

const BATCH = 200;

/**
 * DIS-6: renews what renews itself and writes down what is over, each in a transaction of its own.
 * Reading has ended by itself already: a grant knows its end. Several servers may do it at once.
 */
export async function expireSubscriptions(ctx: Context): Promise<void> {
  const now = ctx.now();
  const renewUntil = new Date(now.getTime() + RENEWAL_LEAD_MS);
  let after: Place | null = null;
  for (;;) {
    const due = await listDue(ctx.db, { now, renewUntil, after, limit: BATCH });
    for (const { id, asset_id: assetId } of due) {
      await withTransaction(ctx.db, async (trx) => {
        const row = await holdSubscription(trx, { id, assetId });
        if (row !== undefined) await settleSubscription(trx, row, now);
      });
    }
    const last = due.at(-1);
    if (due.length < BATCH || last === undefined) return;
    after = { at: last.at, id: last.id };
  }
}
