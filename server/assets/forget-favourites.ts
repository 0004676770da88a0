import type { LeavingAccount } from "../accounts/index.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { removeAllFavourites } from "./store/leaving.ts";

/** ACC-11: what an account has bookmarked no longer counts. */
export function forgetFavourites(
  trx: DatabaseTransaction,
  { accountId }: LeavingAccount,
): Promise<void> {
  return removeAllFavourites(trx, accountId);
}
