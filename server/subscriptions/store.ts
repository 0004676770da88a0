import { type ExpressionBuilder, sql } from "kysely";
import type { AcceptedAgreement } from "#contract/accounts/agreement.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";
import type { SignedIn } from "../accounts/index.ts";
import type { Database, DatabaseTransaction } from "../platform/database/index.ts";
import type { Tables } from "../platform/database/tables.ts";
import { newPublicId } from "../platform/ids.ts";
import { visibleRepositories } from "../repositories/index.ts";
import type { Period } from "./rules.ts";

const columns = [
  "subscriptions.id",
  "subscriptions.public_id",
  "subscriptions.account_id",
  "subscriptions.asset_id",
  "subscriptions.version",
  "subscriptions.duration_count",
  "subscriptions.duration_unit",
  "subscriptions.channels",
  "subscriptions.renews",
  "subscriptions.renewals",
  "subscriptions.starts_at",
  "subscriptions.ends_at",
  "subscriptions.state",
  "subscriptions.cancelled_at",
] as const;

function selectRows(db: Database) {
  return db.selectFrom("subscriptions").select(columns);
}

export type SubscriptionRow = Awaited<
  ReturnType<ReturnType<typeof selectRows>["executeTakeFirstOrThrow"]>
>;

/** The state that holds at a time, whether a job has written it down or not. */
function stateAt(now: Date) {
  return sql<SubscriptionState>`case
    when subscriptions.ends_at <= ${now} then 'expired' else subscriptions.state end`;
}

function isLive(now: Date) {
  return ({ and, or, eb }: ExpressionBuilder<Tables, "subscriptions">) =>
    and([
      eb("subscriptions.state", "<>", "expired"),
      or([eb("subscriptions.ends_at", "is", null), eb("subscriptions.ends_at", ">", now)]),
    ]);
}

type NewRow = {
  accountId: number;
  assetId: number;
  version: string | null;
  terms: Terms;
  startsAt: Date;
  period: Period | null;
  consents: readonly AcceptedAgreement[];
};

/** @returns its public id */
export async function insertSubscription(trx: DatabaseTransaction, row: NewRow): Promise<string> {
  const publicId = newPublicId(row.startsAt);
  await trx
    .insertInto("subscriptions")
    .values({
      public_id: publicId,
      account_id: row.accountId,
      asset_id: row.assetId,
      version: row.version,
      duration_count: row.terms.duration?.count ?? null,
      duration_unit: row.terms.duration?.unit ?? null,
      channels: row.terms.channels,
      renews: row.terms.renews,
      starts_at: row.startsAt,
      ends_at: row.period?.endsAt ?? null,
      notice_at: row.period?.noticeAt ?? null,
      state: "active",
      consents: JSON.stringify(row.consents),
    })
    .execute();
  return publicId;
}

/** The one of an account on an asset that is not written down as over. */
export function findOpen(
  db: Database,
  { accountId, assetId }: { accountId: number; assetId: number },
): Promise<SubscriptionRow | undefined> {
  return selectRows(db)
    .where("account_id", "=", accountId)
    .where("asset_id", "=", assetId)
    .where("state", "<>", "expired")
    .$if(db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

export function findById(db: Database, id: number): Promise<SubscriptionRow | undefined> {
  return selectRows(db)
    .where("id", "=", id)
    .$if(db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

/** Ids of one's own subscription and its asset. */
export function findOwnIds(
  db: Database,
  { accountId, publicId }: { accountId: number; publicId: string },
): Promise<{ id: number; asset_id: number } | undefined> {
  return db
    .selectFrom("subscriptions")
    .select(["id", "asset_id"])
    .where("public_id", "=", publicId)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
}

export async function updateState(
  trx: DatabaseTransaction,
  id: number,
  { state, cancelledAt }: { state: SubscriptionState; cancelledAt: Date | null },
): Promise<void> {
  await trx
    .updateTable("subscriptions")
    .set({ state, cancelled_at: cancelledAt, ...(state === "expired" ? { notice_at: null } : {}) })
    .where("id", "=", id)
    .execute();
}

export async function updatePeriod(
  trx: DatabaseTransaction,
  id: number,
  { renewals, endsAt, noticeAt }: Period,
): Promise<void> {
  await trx
    .updateTable("subscriptions")
    .set({ renewals, ends_at: endsAt, notice_at: noticeAt })
    .where("id", "=", id)
    .execute();
}

/** True for the one caller that takes the announcement of this period upon itself. */
export async function takeNotice(
  trx: DatabaseTransaction,
  id: number,
  now: Date,
): Promise<boolean> {
  const taken = await trx
    .updateTable("subscriptions")
    .set({ notice_at: null })
    .where("id", "=", id)
    .where("notice_at", "<=", now)
    .returning("id")
    .executeTakeFirst();
  return taken !== undefined;
}

/** Where the next step of a walk begins. */
export type Place = { at: Date; id: number };
export type DueRow = { id: number; asset_id: number; at: Date };

/** Those that end or renew now, by their end. @param renewUntil the ends that renew already */
export async function listDue(
  db: Database,
  due: { now: Date; renewUntil: Date; after: Place | null; limit: number },
): Promise<DueRow[]> {
  const { now, renewUntil, after, limit } = due;
  const { rows } = await sql<DueRow>`
    select id, asset_id, ends_at as at from subscriptions
    where state <> 'expired' and ends_at <= ${renewUntil}
      and (ends_at <= ${now} or (renews and state = 'active'))
      and (ends_at, id) > (${after?.at ?? new Date(0)}, ${after?.id ?? 0})
    order by ends_at, id limit ${limit}`.execute(db);
  return rows;
}

/** Those whose end is to be announced, the first one first. */
export async function listToAnnounce(
  db: Database,
  { now, limit }: { now: Date; limit: number },
): Promise<{ id: number; asset_id: number }[]> {
  return db
    .selectFrom("subscriptions")
    .select(["id", "asset_id"])
    .where("notice_at", "<=", now)
    .orderBy("notice_at")
    .limit(limit)
    .execute();
}

export type OwnFilter = {
  viewer: SignedIn;
  now: Date;
  kind?: AssetKind | undefined;
  state?: SubscriptionState | undefined;
  q?: string | undefined;
};

function ownRows(db: Database, { viewer, q }: Pick<OwnFilter, "viewer" | "q">) {
  const pattern = `%${(q ?? "").toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return db
    .selectFrom("subscriptions")
    .innerJoin("repositories", "repositories.id", "subscriptions.asset_id")
    .innerJoin("assets", "assets.id", "subscriptions.asset_id")
    .where("subscriptions.account_id", "=", viewer.accountId)
    .$if(Boolean(q), (query) =>
      query.where((eb) =>
        eb.or([
          eb("repositories.name_key", "like", pattern),
          eb(eb.fn<string>("lower", ["assets.title_zh"]), "like", pattern),
        ]),
      ),
    );
}

/** With the address of the asset, and whether its page is open to the viewer. */
function detailedRows(db: Database, filter: OwnFilter) {
  const isVisible = visibleRepositories(filter.viewer, 1, filter.now);
  return ownRows(db, filter)
    .innerJoin("namespaces", "namespaces.id", "repositories.namespace_id")
    .select([...columns, "repositories.kind", "repositories.name", "namespaces.name as owner_name"])
    .select((eb) => sql<boolean>`${isVisible(eb.ref("repositories.id"))}`.as("is_visible"));
}

export type OwnRow = Awaited<
  ReturnType<ReturnType<typeof detailedRows>["executeTakeFirstOrThrow"]>
>;

export function getOwn(
  db: Database,
  { publicId, ...filter }: OwnFilter & { publicId: string },
): Promise<OwnRow> {
  return detailedRows(db, filter)
    .where("subscriptions.public_id", "=", publicId)
    .executeTakeFirstOrThrow();
}

/** Newest first; one more than the limit. */
export function listOwn(
  db: Database,
  filter: OwnFilter & { after: number | null; limit: number },
): Promise<OwnRow[]> {
  const { kind, state, now, after } = filter;
  let query = detailedRows(db, filter);
  if (kind !== undefined) query = query.where("repositories.kind", "=", kind);
  if (state !== undefined) query = query.where(stateAt(now), "=", state);
  if (after !== null) query = query.where("subscriptions.id", "<", after);
  return query
    .orderBy("subscriptions.id", "desc")
    .limit(filter.limit + 1)
    .execute();
}

/** By kind and state, of what the words find. */
export function countOwn(
  db: Database,
  filter: OwnFilter,
): Promise<{ kind: string; state: SubscriptionState; count: number }[]> {
  return ownRows(db, filter)
    .select(["repositories.kind", stateAt(filter.now).as("state")])
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .groupBy(["repositories.kind", sql`2`])
    .execute();
}

type SubscriberFilter = { assetId: number; now: Date; state?: SubscriptionState | undefined };

/** Newest first; one more than the limit. */
export function listOfAsset(
  db: Database,
  filter: SubscriberFilter & { after: number | null; limit: number },
): Promise<SubscriptionRow[]> {
  const { assetId, now, state, after, limit } = filter;
  let query = selectRows(db).where("asset_id", "=", assetId);
  if (state !== undefined) query = query.where(stateAt(now), "=", state);
  if (after !== null) query = query.where("id", "<", after);
  return query
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
}

export async function countOfAsset(
  db: Database,
  { assetId, now }: SubscriberFilter,
): Promise<Record<SubscriptionState, number>> {
  const rows = await db
    .selectFrom("subscriptions")
    .select([stateAt(now).as("state"), sql<number>`count(*)::int`.as("count")])
    .where("asset_id", "=", assetId)
    .groupBy(sql`1`)
    .execute();
  const counts = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  return { active: 0, cancelled: 0, expired: 0, ...counts };
}

/** Whether somebody has a subscription that is not over, put away or not. */
export async function hasLive(
  db: Database,
  { assetId, now }: { assetId: number; now: Date },
): Promise<boolean> {
  const row = await db
    .selectFrom("subscriptions")
    .select("id")
    .where("asset_id", "=", assetId)
    .where(isLive(now))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
