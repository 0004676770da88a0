import type { AccessDecision, AccessRequest } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { checkDecision } from "./check-decision.ts";
import { decideRequest } from "./decide-request.ts";
import { findApplicant } from "./find-applicant.ts";
import { presentRequest } from "./present-request.ts";
import { requireDecider } from "./require-decider.ts";
import { statusAt } from "./rules.ts";
import { readGate } from "./store/gates.ts";
import { findRequest } from "./store/requests.ts";

/**
 * PUB-15: accepts or rejects a request, or takes that back; what the account may read changes at
 * once. While the gate is off only the decision is noted.
 * @throws {Problem} `access-request-not-found` for an account that is not there or has not asked;
 *   `access-request-changed` when it is in another state than was expected; `validation-failed` for
 *   a reason without a rejection and a period without an acceptance.
 */
export async function decideAccess(
  ctx: RequestContext,
  address: Address & { account: string },
  decision: AccessDecision,
): Promise<AccessRequest> {
  const { repository, accountId: by, isDelegate } = await requireDecider(ctx, address);
  checkDecision(decision);
  await refuseSensitiveWords(ctx, { reason: decision.reason });
  const accountId = await findApplicant(ctx.db, address.account);
  if (isDelegate && accountId === by) {
    throw problem("forbidden", { detail: "Nobody decides on their own request" });
  }
  return withTransaction(ctx.db, async (trx) => {
    const gate = await readGate(trx, repository.id);
    const row = await findRequest(trx, { assetId: repository.id, accountId });
    if (row === undefined) {
      throw problem("access-request-not-found", {
        detail: `${address.account} has not asked for access`,
      });
    }
    const now = ctx.now();
    const status = statusAt(row, now);
    if ((decision.expected ?? status) !== status) {
      throw problem("access-request-changed", {
        detail: `The request of ${address.account} is ${status} by now`,
        extra: { status },
      });
    }
    const decider = { repository, gate, accountId: by, name: address.account };
    const after = await decideRequest(ctx, trx, { row, decision, decider });
    return presentRequest(trx, after, { now, waitDays: gate.waitDays });
  });
}
