import type { AccessDecision, AccessRequest } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { admitAccount, dismissAccount } from "./admit-account.ts";
import { findApplicant } from "./find-applicant.ts";
import { presentRequest } from "./present-request.ts";
import { findRequest, readGate, updateStatus } from "./store.ts";

/**
 * PUB-15: accepts or rejects a request, or takes that back; what the account may read changes at
 * once. While the gate is off only the decision is noted.
 * @throws {Problem} `access-request-not-found` for an account that is not there or has not asked;
 *   `validation-failed` for a reason without a rejection.
 */
export async function decideAccess(
  ctx: RequestContext,
  address: Address & { account: string },
  { status, reason = "" }: AccessDecision,
): Promise<AccessRequest> {
  const repository = await requireRepository(ctx, address, "manage");
  const { accountId: by } = requireAccount(ctx);
  if (reason !== "" && status !== "rejected") {
    throw problem("validation-failed", { detail: "reason: is for a rejection only" });
  }
  const accountId = await findApplicant(ctx.db, address.account);
  const key = { assetId: repository.id, accountId };
  return withTransaction(ctx.db, async (trx) => {
    const { mode } = await readGate(trx, repository.id);
    const before = await findRequest(trx, key);
    if (before === undefined) {
      throw problem("access-request-not-found", {
        detail: `${address.account} has not asked for access`,
      });
    }
    await updateStatus(trx, key, { status, reason: reason || null, by, at: ctx.now() });
    if (status === "accepted" && mode !== "off") await admitAccount(trx, key);
    if (status !== "accepted") await dismissAccount(trx, key);
    await recordAudit(trx, ctx, {
      action: "assets.access-decided",
      subject: `${repository.ownerName}/${repository.name}`,
      details: { account: address.account, from: before.status, to: status },
    });
    return presentRequest(trx, (await findRequest(trx, key)) ?? before);
  });
}
