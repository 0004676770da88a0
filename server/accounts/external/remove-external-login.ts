import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireAccount } from "../require-account.ts";
import { lockWaysIn, removeLogin } from "./store/logins.ts";

/**
 * ACC-1: ends the sign-in by a provider; sessions that began with it stay.
 * @throws {Problem} `not-found`; `last-way-in` when nothing else lets one in.
 */
export async function removeExternalLogin(ctx: RequestContext, publicId: string): Promise<void> {
  const { accountId } = requireAccount(ctx);
  await withTransaction(ctx.db, async (trx) => {
    const { hasPassword, logins } = await lockWaysIn(trx, accountId);
    const issuer = await removeLogin(trx, { accountId, publicId });
    if (issuer === undefined) throw problem("not-found", { detail: "There is no such sign-in" });
    if (!hasPassword && logins === 1) throw problem("last-way-in");
    await recordAudit(trx, ctx, { action: "accounts.external-login-removed", subject: issuer });
  });
}
