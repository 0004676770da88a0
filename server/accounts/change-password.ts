import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { hashPassword } from "./passwords.ts";
import { requireAccount } from "./require-account.ts";
import { requireProof } from "./require-proof.ts";
import { updatePassword } from "./store/accounts.ts";
import { removeSessions } from "./store/sessions.ts";

/**
 * Changes one's own password, or sets the first one, and ends all other sessions; tokens stay.
 * @throws {Problem} `credentials-wrong`, `sign-in-again`, `rate-limited`
 */
export async function changePassword(
  ctx: RequestContext,
  input: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { accountId, name, credential } = requireAccount(ctx);
  await requireProof(ctx, input.currentPassword);
  const passwordHash = await hashPassword(input.newPassword);
  await withTransaction(ctx.db, async (trx) => {
    await updatePassword(trx, { accountId, passwordHash, now: ctx.now() });
    const exceptId = credential.kind === "session" ? credential.sessionId : undefined;
    await removeSessions(trx, { accountId, exceptId });
    await recordAudit(trx, ctx, { action: "accounts.password-changed", subject: name });
  });
}
