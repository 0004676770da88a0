import type { GrowthReason } from "#contract/accounts/growth.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { LastCheckIn } from "./rules.ts";

export type GrowthRow = { growth: number; timeZone: string; last: LastCheckIn | null };

function selectGrowth(db: Database, accountId: number) {
  return db
    .selectFrom("accounts")
    .select(["growth", "time_zone", "checked_in_day", "checked_in_zone"])
    .where("id", "=", accountId);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectGrowth>["executeTakeFirstOrThrow"]>>;

export async function readGrowth(db: Database, accountId: number): Promise<GrowthRow> {
  return toRow(await selectGrowth(db, accountId).executeTakeFirstOrThrow());
}

/** The same, with the account held until the transaction's end: check-ins that race take turns. */
export async function lockGrowth(trx: DatabaseTransaction, accountId: number): Promise<GrowthRow> {
  return toRow(await selectGrowth(trx, accountId).forNoKeyUpdate().executeTakeFirstOrThrow());
}

function toRow({ growth, time_zone, checked_in_day, checked_in_zone }: Selected): GrowthRow {
  const hasLast = checked_in_day !== null && checked_in_zone !== null;
  const last = hasLast ? { day: checked_in_day, timeZone: checked_in_zone } : null;
  return { growth, timeZone: time_zone, last };
}

export async function updateCheckIn(
  trx: DatabaseTransaction,
  accountId: number,
  last: LastCheckIn,
): Promise<void> {
  await trx
    .updateTable("accounts")
    .set({ checked_in_day: last.day, checked_in_zone: last.timeZone })
    .where("id", "=", accountId)
    .execute();
}

export type NewGrowth = {
  accountId: number;
  reason: GrowthReason;
  /** What makes it the same occasion: the day, or the asset. */
  occasion: string;
  points: number;
  assetId?: number;
  at: Date;
};

/** False when this occasion has counted before. */
export async function insertGrowth(trx: DatabaseTransaction, entry: NewGrowth): Promise<boolean> {
  const row = await trx
    .insertInto("growth_entries")
    .values({
      account_id: entry.accountId,
      reason: entry.reason,
      occasion: entry.occasion,
      points: entry.points,
      asset_id: entry.assetId ?? null,
      created_at: entry.at,
    })
    .onConflict((conflict) => conflict.columns(["account_id", "reason", "occasion"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function addToGrowth(
  trx: DatabaseTransaction,
  { accountId, points }: Pick<NewGrowth, "accountId" | "points">,
): Promise<void> {
  await trx
    .updateTable("accounts")
    .set((row) => ({ growth: row("growth", "+", points) }))
    .where("id", "=", accountId)
    .execute();
}

/** Newest first; one more than the limit. */
export function listGrowthEntries(
  db: Database,
  page: { accountId: number; before: number | null; limit: number },
) {
  return db
    .selectFrom("growth_entries")
    .select(["id", "reason", "points", "asset_id", "created_at"])
    .where("account_id", "=", page.accountId)
    .$if(page.before !== null, (query) => query.where("id", "<", page.before))
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
}
