import { problem } from "#contract/problems.ts";
import type { OwnerStorage, Quota } from "#contract/repositories/storage.ts";
import { findNamespace } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import * as ledger from "../store/ledger.ts";
import { describeOwner } from "./get-owner-storage.ts";

/**
 * Sets what an account or organisation may store. What it has stored stays, also above the quota.
 * @throws {Problem} `not-found`.
 */
export async function setQuota(
  ctx: RequestContext,
  owner: string,
  quota: Quota,
): Promise<OwnerStorage> {
  const namespace = await findNamespace(ctx.db, owner);
  if (namespace === undefined) throw problem("not-found", { detail: `There is no ${owner}` });
  const quotaBytes = quota.kind === "own" ? quota.bytes : null;
  await withTransaction(ctx.db, async (trx) => {
    await ledger.setQuota(trx, namespace.id, { quotaSource: quota.kind, quotaBytes });
    await recordAudit(trx, ctx, {
      action: "repositories.quota-set",
      subject: namespace.name,
      details: { ...quota },
    });
  });
  return describeOwner(ctx, namespace.id);
}
