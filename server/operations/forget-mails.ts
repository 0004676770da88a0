import type { LeavingAccount } from "../accounts/index.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { removeCapturedMails } from "./store.ts";

/** ACC-11: mails to an account that goes, where none are sent, are not kept. */
export function forgetMails(trx: DatabaseTransaction, { email }: LeavingAccount): Promise<void> {
  return removeCapturedMails(trx, email);
}
