import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";

const ADMINISTRATORS_LOCK = 4_121_973_002;

/** Makes changes of who administers wait for each other until the transaction's end. */
export async function lockAdministrators(trx: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ADMINISTRATORS_LOCK})`.execute(trx);
}

/** Is there an active administrator beside this account? */
export async function hasOtherAdministrator(db: Database, accountId: number): Promise<boolean> {
  const row = await db
    .selectFrom("accounts")
    .select("id")
    .where("is_admin", "=", true)
    .where("state", "=", "active")
    .where("id", "!=", accountId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateAdministrator(
  db: Database,
  change: { accountId: number; isAdmin: boolean; now: Date },
): Promise<void> {
  await db
    .updateTable("accounts")
    .set({ is_admin: change.isAdmin, updated_at: change.now })
    .where("id", "=", change.accountId)
    .execute();
}

export async function updateState(
  db: Database,
  change: { accountId: number; state: "active" | "suspended"; now: Date },
): Promise<void> {
  await db
    .updateTable("accounts")
    .set({ state: change.state, updated_at: change.now })
    .where("id", "=", change.accountId)
    .execute();
}

export async function updateEmailVerified(
  db: Database,
  change: { accountId: number; now: Date },
): Promise<void> {
  await db
    .updateTable("accounts")
    .set({ email_verified_at: change.now, updated_at: change.now })
    .where("id", "=", change.accountId)
    .execute();
}
