import type { AccessRequest, OwnAccessRequest } from "#contract/assets/gate.ts";
import { findEmails, summariseNamespaces } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { askAgainAt, statusAt } from "./rules.ts";
import type { RequestRow } from "./store/requests.ts";

/** What is not in a request itself but says what has become of it. */
export type At = { now: Date; waitDays: number };

export function presentOwnRequest(row: RequestRow, at: At): OwnAccessRequest {
  return {
    status: statusAt(row, at.now),
    rejectionReason: row.rejection_reason,
    requestedAt: row.requested_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    validUntil: row.valid_until?.toISOString() ?? null,
    askAgainAt: askAgainAt(row, at)?.toISOString() ?? null,
  };
}

/** For the owner of the asset. Who was admitted without asking has told nobody their address. */
export async function presentRequests(
  db: Database,
  rows: readonly RequestRow[],
  at: At,
): Promise<AccessRequest[]> {
  const asked = rows.filter((row) => !row.was_granted).map((row) => row.account_id);
  const people = rows.flatMap((row) => [row.account_id, row.decided_by ?? []].flat());
  const [emails, summaries] = await Promise.all([
    findEmails(db, asked),
    summariseNamespaces(db, people),
  ]);
  return rows.flatMap((row) => {
    const account = summaries.get(row.account_id);
    if (account === undefined) return [];
    return {
      ...presentOwnRequest(row, at),
      id: row.public_id,
      account,
      email: emails.get(row.account_id) ?? null,
      reason: row.reason,
      answers: row.answers as AccessRequest["answers"],
      timesAsked: row.times_asked,
      wasGranted: row.was_granted,
      decidedBy: summaries.get(row.decided_by ?? -1) ?? null,
    };
  });
}

export async function presentRequest(
  db: Database,
  row: RequestRow,
  at: At,
): Promise<AccessRequest> {
  const [request] = await presentRequests(db, [row], at);
  if (request === undefined) throw new Error(`request ${row.id} is of nobody`);
  return request;
}
