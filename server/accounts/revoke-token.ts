import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireAccount } from "./require-account.ts";
import { removeToken } from "./store/tokens.ts";

/** Revokes one of one's own tokens at once. @throws {Problem} `not-found` */
export async function revokeToken(ctx: RequestContext, publicId: string): Promise<void> {
  const { accountId } = requireAccount(ctx);
  await withTransaction(ctx.db, async (trx) => {
    const name = await removeToken(trx, { accountId, publicId });
    if (name === undefined) throw problem("not-found");
    await recordAudit(trx, ctx, {
      action: "accounts.token-revoked",
      subject: publicId,
      details: { name },
    });
  });
}
