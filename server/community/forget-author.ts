import type { LeavingAccount } from "../accounts/index.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { clearAuthorName, removeAllLikes } from "./store/leaving.ts";

/** ACC-11: what somebody has said stays, by a deleted account; what they liked no longer counts. */
export async function forgetAuthor(
  trx: DatabaseTransaction,
  { accountId }: LeavingAccount,
): Promise<void> {
  await clearAuthorName(trx, accountId);
  await removeAllLikes(trx, accountId);
}
