import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { requireAccount } from "./require-account.ts";
import { getPassword, updatePassword } from "./store/accounts.ts";
import { removeSessions } from "./store/sessions.ts";
import { trySecret } from "./try-secret.ts";

/**
 * Changes one's own password and ends all other sessions; tokens stay.
 * @throws {Problem} `credentials-wrong`, `rate-limited`
 */
export async function changePassword(
  ctx: RequestContext,
  input: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { accountId, name, credential } = requireAccount(ctx);
  const current = await getPassword(ctx.db, accountId);
  const isRight = await trySecret(ctx, {
    subject: `account ${accountId}`,
    verify: () => verifyPassword(current.passwordHash, input.currentPassword),
  });
  if (!isRight) throw problem("credentials-wrong", { detail: "The current password is wrong" });
  const passwordHash = await hashPassword(input.newPassword);
  await withTransaction(ctx.db, async (trx) => {
    await updatePassword(trx, { accountId, passwordHash, now: ctx.now() });
    const exceptId = credential.kind === "session" ? credential.sessionId : undefined;
    await removeSessions(trx, { accountId, exceptId });
    await recordAudit(trx, ctx, { action: "accounts.password-changed", subject: name });
  });
}
