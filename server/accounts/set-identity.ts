import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireAdministrator } from "./require-account.ts";
import { requirePerson } from "./require-organisation.ts";
import { updateIdentity } from "./store/administration.ts";

type Identity = {
  isVerified: boolean;
  /** The provider that has verified it; empty: the administrator. */
  source: string;
};

/**
 * ACC-10: says that it is known who a person really is, or takes that back. A provider does so by the
 * same endpoint, with a token of an administrator.
 * @throws {Problem} `forbidden`, `not-found`
 */
export async function setIdentity(
  ctx: RequestContext,
  account: string,
  { isVerified, source }: Identity,
): Promise<void> {
  requireAdministrator(ctx);
  const { id, name } = await requirePerson(ctx, account);
  await withTransaction(ctx.db, async (trx) => {
    const by = isVerified ? source : null;
    await updateIdentity(trx, { accountId: id, source: by, now: ctx.now() });
    await recordAudit(trx, ctx, {
      action: "accounts.identity-set",
      subject: name,
      details: { isVerified, source },
    });
  });
}
