import { sql } from "kysely";
import type { AccessStatus } from "#contract/assets/gate.ts";
import type { Viewer } from "../../../accounts/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { visibleRepositories } from "../../../repositories/index.ts";
import { matchesWords } from "../../store/match-words.ts";
import { REQUEST_COLUMNS, type RequestRow } from "./requests.ts";

export type RequestPage = { after: { requestedAt: Date; id: number } | null; limit: number };

/** Of one asset, newest first; one more than the limit. Who has no account any more is left out. */
export function listRequests(
  db: Database,
  assetId: number,
  { status, after, limit }: RequestPage & { status: AccessStatus },
): Promise<RequestRow[]> {
  return db
    .selectFrom("access_requests")
    .innerJoin("accounts", "accounts.id", "access_requests.account_id")
    .select(REQUEST_COLUMNS)
    .where("asset_id", "=", assetId)
    .where("status", "=", status)
    .where("accounts.state", "!=", "deleted")
    .$if(after !== null, (query) => query.where(isAfter(after)))
    .orderBy("requested_at", "desc")
    .orderBy("access_requests.id", "desc")
    .limit(limit + 1)
    .execute();
}

function isAfter(after: RequestPage["after"]) {
  const { requestedAt, id } = after ?? { requestedAt: new Date(0), id: 0 };
  return sql<boolean>`(access_requests.requested_at, access_requests.id) < (${requestedAt}, ${id})`;
}

export async function countRequests(
  db: Database,
  assetId: number,
): Promise<Record<AccessStatus, number>> {
  const rows = await db
    .selectFrom("access_requests")
    .innerJoin("accounts", "accounts.id", "access_requests.account_id")
    .select(["status", sql<number>`count(*)::int`.as("count")])
    .where("asset_id", "=", assetId)
    .where("accounts.state", "!=", "deleted")
    .groupBy("status")
    .execute();
  const counts = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  return { pending: 0, accepted: 0, rejected: 0, expired: 0, ...counts };
}

const ASSET_COLUMNS = ["n.name as owner", "r.kind", "r.name", "assets.title_zh"] as const;

type SentPage = RequestPage & { status: AccessStatus | undefined; q: string | undefined };

/** What one account asked for, newest first, as far as the viewer sees the assets. */
export function listSent(db: Database, whose: Sender, { status, q, after, limit }: SentPage) {
  return sent(db, whose, q)
    .innerJoin("namespaces as n", "n.id", "repositories.namespace_id")
    .select([...REQUEST_COLUMNS, "assets.gate", "assets.gate_wait_days"])
    .select(["n.name as owner", "repositories.kind", "repositories.name", "assets.title_zh"])
    .$if(status !== undefined, (query) => query.where("status", "=", status ?? ""))
    .$if(after !== null, (query) => query.where(isAfter(after)))
    .orderBy("requested_at", "desc")
    .orderBy("access_requests.id", "desc")
    .limit(limit + 1)
    .execute();
}

export type WaitingPage = { after: { oldestAt: Date; assetId: number } | null; limit: number };

type Decider = {
  viewer: Viewer;
  accountId: number;
  /** What the viewer manages belongs to these. */
  namespaceIds: readonly number[];
  now: Date;
};

/**
 * Assets with requests that wait, the longest waiting first: those that the namespaces manage, and
 * those whose decisions are delegated to the account and which it sees.
 */
export function listWaiting(db: Database, decider: Decider, { after, limit }: WaitingPage) {
  const { oldestAt, assetId } = after ?? { oldestAt: new Date(0), assetId: 0 };
  return waiting(db, decider)
    .innerJoin("repositories as r", "r.id", "assets.id")
    .innerJoin("namespaces as n", "n.id", "r.namespace_id")
    .select([...ASSET_COLUMNS, "assets.id"])
    .select(sql<number>`count(*)::int`.as("count"))
    .select(({ fn }) => fn.min<Date>("asked.requested_at").as("oldest_at"))
    .groupBy(["assets.id", "n.name", "r.kind", "r.name"])
    .having(sql<boolean>`(min(asked.requested_at), assets.id) > (${oldestAt}, ${assetId})`)
    .orderBy("oldest_at")
    .orderBy("assets.id")
    .limit(limit + 1)
    .execute();
}

/** How many requests wait for the decider, over all assets. */
export function countWaiting(db: Database, decider: Decider) {
  return waiting(db, decider).select(sql<number>`count(*)::int`.as("count"));
}

function waiting(db: Database, decider: Decider) {
  const isShown = visibleRepositories(decider.viewer, 1, decider.now);
  return db
    .selectFrom("access_requests as asked")
    .innerJoin("accounts", "accounts.id", "asked.account_id")
    .innerJoin("assets", "assets.id", "asked.asset_id")
    .where("asked.status", "=", "pending")
    .where("assets.gate", "=", "manual")
    .where("accounts.state", "!=", "deleted")
    .where(sql<boolean>`asked.asset_id in (${decidedBy(decider)})`)
    .where((eb) => isShown(eb.ref("asked.asset_id")));
}

/** By status, of what one account asked for, as far as the viewer sees the assets. */
export function countSent(db: Database, whose: Sender, q?: string) {
  return sent(db, whose, q)
    .select(["status", sql<number>`count(*)::int`.as("count")])
    .groupBy("status");
}

type Sender = { viewer: Viewer; accountId: number; now: Date };

function sent(db: Database, { viewer, accountId, now }: Sender, q: string | undefined) {
  const isShown = visibleRepositories(viewer, 1, now);
  return db
    .selectFrom("access_requests")
    .innerJoin("assets", "assets.id", "access_requests.asset_id")
    .innerJoin("repositories", "repositories.id", "assets.id")
    .where("access_requests.account_id", "=", accountId)
    .where((eb) => isShown(eb.ref("access_requests.asset_id")))
    .where(matchesWords(q));
}

/** As a union, so that each half goes by its index. Of an organisation only its members decide. */
function decidedBy({ accountId, namespaceIds }: Decider) {
  return sql`
    select id from repositories where namespace_id = any(${[...namespaceIds]}::bigint[])
    union all
    select d.asset_id
    from gate_delegates as d
    join repositories as delegated on delegated.id = d.asset_id
    join namespaces as owner on owner.id = delegated.namespace_id
    where d.account_id = ${accountId}
      and (owner.kind = 'user' or exists (
        select from organisation_members as m
        where m.organisation_id = owner.id and m.account_id = d.account_id))`;
}
