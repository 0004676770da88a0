import type { AccessDecisions, DecisionOutcome } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import { summariseNamespaces } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { checkDecision } from "./check-decision.ts";
import { decideRequest } from "./decide-request.ts";
import { presentRequests } from "./present-request.ts";
import { requireDecider } from "./require-decider.ts";
import { statusAt } from "./rules.ts";
import { readGate } from "./store/gates.ts";
import { findRequestsById, type RequestRow } from "./store/requests.ts";

/**
 * PUB-15: decides the same on many requests of one asset. Those that are not of it, or in another
 * state than was expected, are left as they are, and the answer says so. A delegate's own request is
 * not among them.
 */
export async function decideAccessOfMany(
  ctx: RequestContext,
  address: Address,
  { requests, ...decision }: AccessDecisions,
): Promise<{ outcomes: DecisionOutcome[] }> {
  const { repository, accountId: by, isDelegate } = await requireDecider(ctx, address);
  checkDecision(decision);
  await refuseSensitiveWords(ctx, { reason: decision.reason });
  return withTransaction(ctx.db, async (trx) => {
    const gate = await readGate(trx, repository.id);
    const now = ctx.now();
    const rows = await findRequestsById(trx, {
      assetId: repository.id,
      publicIds: requests.map(({ id }) => id),
    });
    const names = await summariseNamespaces(
      trx,
      [...rows.values()].map((row) => row.account_id),
    );
    const decided = new Map<string, { row: RequestRow; isDecided: boolean }>();
    for (const { id, expected } of requests) {
      const row = rows.get(id);
      if (row === undefined || decided.has(id) || (isDelegate && row.account_id === by)) continue;
      const status = statusAt(row, now);
      const isDecided = (expected ?? status) === status;
      const name = names.get(row.account_id)?.name ?? "";
      const decider = { repository, gate, accountId: by, name };
      const after = isDecided ? await decideRequest(ctx, trx, { row, decision, decider }) : row;
      decided.set(id, { row: after, isDecided });
    }
    const shown = await presentRequests(
      trx,
      [...decided.values()].map(({ row }) => row),
      { now, waitDays: gate.waitDays },
    );
    const byId = new Map(shown.map((request) => [request.id, request]));
    return {
      outcomes: requests.map(({ id }) => ({
        id,
        outcome: outcomeOf(decided.get(id)),
        request: byId.get(id) ?? null,
      })),
    };
  });
}

function outcomeOf(decided: { isDecided: boolean } | undefined): DecisionOutcome["outcome"] {
  if (decided === undefined) return "not-found";
  return decided.isDecided ? "decided" : "changed-meanwhile";
}
