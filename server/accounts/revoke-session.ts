import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireAccount } from "./require-account.ts";
import { removeSessionOf } from "./store/sessions.ts";

/** Ends one of one's own sessions at once. @throws {Problem} `not-found` */
export async function revokeSession(ctx: RequestContext, publicId: string): Promise<void> {
  const { accountId } = requireAccount(ctx);
  await withTransaction(ctx.db, async (trx) => {
    if (!(await removeSessionOf(trx, { accountId, publicId }))) throw problem("not-found");
    await recordAudit(trx, ctx, { action: "accounts.session-revoked", subject: publicId });
  });
}
