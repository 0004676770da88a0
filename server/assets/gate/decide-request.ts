import type { AccessDecision, GatePeriod } from "#contract/assets/gate.ts";
import type { NoticeKind } from "#contract/accounts/notice.ts";
import type { RequestContext } from "../../context.ts";
import { addPeriod } from "../../platform/add-period.ts";
import { recordAudit } from "../../platform/audit.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../../repositories/index.ts";
import { admitAccount, dismissAccount } from "./admit-account.ts";
import { askAgainAt, dayOf, statusAt } from "./rules.ts";
import type { StoredGate } from "./store/gates.ts";
import { findRequest, type RequestRow, updateStatus } from "./store/requests.ts";
import { tellAccount } from "./tell.ts";

export type Decider = {
  repository: Repository;
  /** As read in this transaction, which holds the asset by it. */
  gate: StoredGate;
  accountId: number;
  /** How the audit names who asked. */
  name: string;
};

/**
 * Decides on one request: status, what the account may read, audit and notice in one. Deciding the
 * same again changes nothing. While the gate is off only the decision is noted.
 */
export async function decideRequest(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { row, decision, decider }: { row: RequestRow; decision: AccessDecision; decider: Decider },
): Promise<RequestRow> {
  const { repository, gate, accountId: by, name } = decider;
  const at = ctx.now();
  const before = statusAt(row, at);
  if (isSame(row, { before, decision })) return row;
  const key = { assetId: row.asset_id, accountId: row.account_id };
  const validUntil = decision.status === "accepted" ? endOf(decision, gate, at) : null;
  const reason = decision.reason || null;
  await updateStatus(trx, key, { status: decision.status, reason, by, at, validUntil });
  if (decision.status !== "accepted") await dismissAccount(trx, key);
  else if (gate.mode !== "off") await admitAccount(trx, { ...key, validUntil });
  await recordAudit(trx, ctx, {
    action: "assets.access-decided",
    subject: `${repository.ownerName}/${repository.name}`,
    details: { account: name, from: before, to: decision.status },
  });
  const after = (await findRequest(trx, key)) ?? row;
  if (gate.mode !== "off") {
    const news = newsOf(after, gate.waitDays, at);
    await tellAccount(trx, repository, { to: row.account_id, ...news });
  }
  return after;
}

function isSame(
  row: RequestRow,
  { before, decision }: { before: string; decision: AccessDecision },
): boolean {
  if (before !== decision.status) return false;
  if (before === "rejected") return (row.rejection_reason ?? "") === (decision.reason ?? "");
  return decision.period === undefined;
}

function endOf({ period }: AccessDecision, gate: StoredGate, at: Date): Date | null {
  const granted: GatePeriod | null = period === undefined ? gate.period : period;
  return granted && addPeriod(at, granted);
}

type News = { kind: NoticeKind; params: Record<string, string> };

function newsOf(row: RequestRow, waitDays: number, now: Date): News {
  switch (row.status) {
    case "accepted":
      return { kind: "usage-approved", params: dated(row.valid_until) };
    case "rejected": {
      const date = waitDays === 0 ? null : askAgainAt(row, { waitDays, now });
      return {
        kind: "usage-rejected",
        params: { reason: row.rejection_reason ?? "", ...dated(date) },
      };
    }
    default:
      return { kind: "usage-revoked", params: {} };
  }
}

function dated(date: Date | null): Record<string, string> {
  return date === null ? {} : { date: dayOf(date) };
}
