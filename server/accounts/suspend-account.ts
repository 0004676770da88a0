import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireAdministrator } from "./require-account.ts";
import { requireOtherAdministrator } from "./require-other-administrator.ts";
import { requirePerson } from "./require-organisation.ts";
import { updateState } from "./store/administration.ts";
import { removeSessions } from "./store/sessions.ts";

/**
 * Suspends an account: its sessions end, its tokens are refused until it is restored.
 * @throws {Problem} `forbidden`, `not-found`, `last-administrator`
 */
export async function suspendAccount(ctx: RequestContext, account: string): Promise<void> {
  requireAdministrator(ctx);
  const { id, name } = await requirePerson(ctx, account);
  await withTransaction(ctx.db, async (trx) => {
    await requireOtherAdministrator(trx, id);
    await updateState(trx, { accountId: id, state: "suspended", now: ctx.now() });
    await removeSessions(trx, { accountId: id });
    await recordAudit(trx, ctx, { action: "accounts.suspended", subject: name });
  });
}

/** Lets a suspended account in again. @throws {Problem} `forbidden`, `not-found` */
export async function restoreAccount(ctx: RequestContext, account: string): Promise<void> {
  requireAdministrator(ctx);
  const { id, name } = await requirePerson(ctx, account);
  await withTransaction(ctx.db, async (trx) => {
    await updateState(trx, { accountId: id, state: "active", now: ctx.now() });
    await recordAudit(trx, ctx, { action: "accounts.restored", subject: name });
  });
}
