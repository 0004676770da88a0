import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireAdministrator } from "./require-account.ts";
import { requireOtherAdministrator } from "./require-other-administrator.ts";
import { requirePerson } from "./require-organisation.ts";
import { updateAdministrator } from "./store/administration.ts";

/**
 * Makes an account an administrator, or takes that away.
 * @throws {Problem} `forbidden`, `not-found`, `last-administrator`
 */
export async function setAdministrator(
  ctx: RequestContext,
  account: string,
  isAdmin: boolean,
): Promise<void> {
  requireAdministrator(ctx);
  const { id, name } = await requirePerson(ctx, account);
  await withTransaction(ctx.db, async (trx) => {
    if (!isAdmin) await requireOtherAdministrator(trx, id);
    await updateAdministrator(trx, { accountId: id, isAdmin, now: ctx.now() });
    await recordAudit(trx, ctx, {
      action: "accounts.administrator-set",
      subject: name,
      details: { isAdmin },
    });
  });
}
