import type { Database } from "../../platform/database/index.ts";
import { countTransfers } from "../bucket-transfers/store/transfers.ts";

/** A query for how many deliveries an account has in each state: a part of a larger statement. */
export function countDeliveries(db: Database, accountId: number) {
  return countTransfers(db, { accountId, direction: "delivery" });
}
