import type { Account } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { emit } from "../platform/events/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { namespaceEdited } from "./events.ts";
import { getOwnAccount } from "./get-own-account.ts";
import { requireAccount } from "./require-account.ts";
import { type AccountChanges, updateAccount } from "./store/accounts.ts";

/** Edits one's own account; a new e-mail address must be verified again. */
export async function editAccount(ctx: RequestContext, changes: AccountChanges): Promise<Account> {
  const { accountId, name } = requireAccount(ctx);
  await refuseSensitiveWords(ctx, { nickname: changes.nickname, bio: changes.bio });
  return withTransaction(ctx.db, async (trx) => {
    if (!(await updateAccount(trx, accountId, { changes, now: ctx.now() }))) {
      throw problem("email-taken", { detail: `${changes.email} has an account` });
    }
    if (changes.email !== undefined) {
      await recordAudit(trx, ctx, { action: "accounts.email-changed", subject: name });
    }
    if (changes.nickname !== undefined) {
      await emit(trx, namespaceEdited, { namespaceId: accountId });
    }
    return getOwnAccount(trx, accountId);
  });
}
