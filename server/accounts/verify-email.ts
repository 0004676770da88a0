import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireAdministrator } from "./require-account.ts";
import { requirePerson } from "./require-organisation.ts";
import { updateEmailVerified } from "./store/administration.ts";

/**
 * Vouches for the e-mail address of an account, without a mail.
 * @throws {Problem} `forbidden`, `not-found`
 */
export async function verifyEmail(ctx: RequestContext, account: string): Promise<void> {
  requireAdministrator(ctx);
  const { id, name } = await requirePerson(ctx, account);
  await withTransaction(ctx.db, async (trx) => {
    await updateEmailVerified(trx, { accountId: id, now: ctx.now() });
    await recordAudit(trx, ctx, { action: "accounts.email-verified", subject: name });
  });
}
