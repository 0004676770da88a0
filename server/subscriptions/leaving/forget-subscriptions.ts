import type { LeavingAccount } from "../../accounts/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { removeAllSubscriptions } from "./store/leaving.ts";

/** ACC-11: what an account has subscribed to no longer counts. */
export function forgetSubscriptions(
  trx: DatabaseTransaction,
  { accountId }: LeavingAccount,
): Promise<void> {
  return removeAllSubscriptions(trx, accountId);
}
