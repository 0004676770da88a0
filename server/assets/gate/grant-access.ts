import type { AccessRequest } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { admitAccount } from "./admit-account.ts";
import { findApplicant } from "./find-applicant.ts";
import { presentRequest } from "./present-request.ts";
import { findRequest, insertRequest, readGate, updateStatus } from "./store.ts";

/**
 * PUB-15: admits somebody directly, also before they ask.
 * @throws {Problem} `gate-absent`; `access-request-not-found` for an account that is not there.
 */
export async function grantAccess(
  ctx: RequestContext,
  address: Address & { account: string },
): Promise<AccessRequest> {
  const repository = await requireRepository(ctx, address, "manage");
  const { accountId: by } = requireAccount(ctx);
  const accountId = await findApplicant(ctx.db, address.account);
  const key = { assetId: repository.id, accountId };
  return withTransaction(ctx.db, async (trx) => {
    const { mode } = await readGate(trx, repository.id);
    if (mode === "off") throw problem("gate-absent");
    const at = ctx.now();
    if ((await findRequest(trx, key)) === undefined) {
      const nothing = { reason: "", answers: {}, acceptedTerms: null };
      await insertRequest(trx, { ...key, ...nothing, status: "accepted", wasGranted: true, at });
    }
    await updateStatus(trx, key, { status: "accepted", reason: null, by, at });
    await admitAccount(trx, key);
    await recordAudit(trx, ctx, {
      action: "assets.access-granted",
      subject: `${repository.ownerName}/${repository.name}`,
      details: { account: address.account },
    });
    const row = await findRequest(trx, key);
    if (row === undefined) throw new Error("a request that was just made is not there");
    return presentRequest(trx, row);
  });
}
