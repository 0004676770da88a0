import type { AccessRequest } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { decideRequest } from "./decide-request.ts";
import { findApplicant } from "./find-applicant.ts";
import { presentRequest } from "./present-request.ts";
import { readGate } from "./store/gates.ts";
import { findRequest, putRequest, type RequestKey, type RequestRow } from "./store/requests.ts";

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
    const gate = await readGate(trx, repository.id);
    if (gate.mode === "off") throw problem("gate-absent");
    const now = ctx.now();
    const row = (await findRequest(trx, key)) ?? (await writeInvitation(trx, key, now));
    const decider = { repository, gate, accountId: by, name: address.account };
    const decision = { status: "accepted" } as const;
    const after = await decideRequest(ctx, trx, { row, decision, decider });
    return presentRequest(trx, after, { now, waitDays: gate.waitDays });
  });
}

/** What stands for the request of somebody who has not asked, so that it is decided like any other. */
async function writeInvitation(
  trx: DatabaseTransaction,
  key: RequestKey,
  at: Date,
): Promise<RequestRow> {
  const nothing = { reason: "", answers: {}, acceptedTerms: null, validUntil: null };
  await putRequest(trx, { ...key, ...nothing, status: "pending", wasGranted: true, at });
  const row = await findRequest(trx, key);
  if (row === undefined) throw new Error("a request that was just made is not there");
  return row;
}
