import type { AcceptedAgreement } from "#contract/accounts/agreement.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import type { Period } from "../rules.ts";
import { selectRows, type SubscriptionRow } from "./rows.ts";

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
