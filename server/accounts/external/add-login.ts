import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { MAX_LOGINS } from "./rules.ts";
import type { Arrival } from "./store/arrivals.ts";
import { findLogin, insertLogin, lockWaysIn } from "./store/logins.ts";

/**
 * From now on a person of the provider is let in as this account; who is so already stays so.
 * @throws {Problem} `external-login-taken` when they are let in as another account,
 *   `external-logins-full`
 */
export async function addLogin(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { accountId, arrival }: { accountId: number; arrival: Arrival },
): Promise<void> {
  const { logins } = await lockWaysIn(trx, accountId);
  const known = await findLogin(trx, arrival);
  if (known?.accountId === accountId) return;
  if (logins >= MAX_LOGINS) {
    throw problem("external-logins-full", { detail: `An account has at most ${MAX_LOGINS}` });
  }
  const { issuer, subject, email } = arrival;
  const at = ctx.now();
  const login = { publicId: newPublicId(at), accountId, issuer, subject, email, at };
  if (known !== undefined || !(await insertLogin(trx, login))) {
    throw problem("external-login-taken", {
      detail: "The provider's account is linked with another account of this gallery",
    });
  }
  await recordAudit(trx, ctx, {
    action: "accounts.external-login-linked",
    subject: issuer,
    accountId,
  });
}
