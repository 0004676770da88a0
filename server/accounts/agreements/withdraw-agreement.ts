import type { AcceptedAgreement } from "#contract/accounts/agreement.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireAdministrator } from "../require-account.ts";
import { findVersion, removeVersion } from "./store.ts";

/**
 * Takes back a version that nobody could consent to yet.
 * @throws {Problem} `not-found`, `agreement-in-force`
 */
export async function withdrawAgreement(
  ctx: RequestContext,
  { agreement, version }: AcceptedAgreement,
): Promise<void> {
  requireAdministrator(ctx);
  await withTransaction(ctx.db, async (trx) => {
    const row = await findVersion(trx, { agreement, version });
    if (row === undefined) throw problem("not-found");
    if (row.effective_at <= ctx.now()) {
      throw problem("agreement-in-force", {
        detail: `Version ${version} has been in force since ${row.effective_at.toISOString()}`,
      });
    }
    await removeVersion(trx, row.id);
    await recordAudit(trx, ctx, {
      action: "accounts.agreement-withdrawn",
      subject: `${agreement} ${version}`,
    });
  });
}
