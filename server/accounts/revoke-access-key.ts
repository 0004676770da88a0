import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireAccount } from "./require-account.ts";
import { removeAccessKey } from "./store/access-keys.ts";

/** Revokes one of one's own key pairs and the tokens made from it. @throws {Problem} `not-found` */
export async function revokeAccessKey(ctx: RequestContext, publicId: string): Promise<void> {
  const { accountId } = requireAccount(ctx);
  await withTransaction(ctx.db, async (trx) => {
    const accessKey = await removeAccessKey(trx, { accountId, publicId });
    if (accessKey === undefined) throw problem("not-found");
    await recordAudit(trx, ctx, { action: "accounts.access-key-revoked", subject: accessKey });
  });
}
