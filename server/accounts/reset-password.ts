import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { hashPassword } from "./passwords.ts";
import { requireAdministrator } from "./require-account.ts";
import { requirePerson } from "./require-organisation.ts";
import { updatePassword } from "./store/accounts.ts";
import { removeSessions } from "./store/sessions.ts";

/**
 * Gives an account a new password without the old one, for who forgot it, and ends its sessions.
 * @param input.newPassword as the contract's `Password` has validated it.
 * @throws {Problem} `forbidden`, `not-found`
 */
export async function resetPassword(
  ctx: RequestContext,
  input: { account: string; newPassword: string },
): Promise<void> {
  requireAdministrator(ctx);
  const { id, name } = await requirePerson(ctx, input.account);
  const passwordHash = await hashPassword(input.newPassword);
  await withTransaction(ctx.db, async (trx) => {
    await updatePassword(trx, { accountId: id, passwordHash, now: ctx.now() });
    await removeSessions(trx, { accountId: id });
    await recordAudit(trx, ctx, { action: "accounts.password-reset", subject: name });
  });
}
