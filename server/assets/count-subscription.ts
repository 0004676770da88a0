import type { DatabaseTransaction } from "../platform/database/index.ts";
import { addToTotal } from "./store/counters.ts";

/** DIS-1: one subscriber more or less; lists and search follow. */
export function countSubscription(
  trx: DatabaseTransaction,
  counted: { assetId: number; change: 1 | -1; at: Date },
): Promise<void> {
  return addToTotal(trx, { column: "subscriptions", ...counted });
}
