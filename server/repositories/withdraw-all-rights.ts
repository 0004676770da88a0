import type { LeavingAccount } from "../accounts/index.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { removeGrantsOf } from "./store/grants.ts";

/** ACC-11: an account that goes has no right left but on what is its own. */
export function withdrawAllRights(
  trx: DatabaseTransaction,
  { accountId }: LeavingAccount,
): Promise<void> {
  return removeGrantsOf(trx, accountId);
}
