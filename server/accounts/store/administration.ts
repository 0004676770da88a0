import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import { likePrefix, PERSON_COLUMNS, type PersonRow } from "./people.ts";

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

export async function updateIdentity(
  db: Database,
  change: { accountId: number; source: string | null; now: Date },
): Promise<void> {
  await db
    .updateTable("accounts")
    .set({
      identity_verified_at: change.source === null ? null : change.now,
      identity_source: change.source,
      updated_at: change.now,
    })
    .where("id", "=", change.accountId)
    .execute();
}

type AccountPage = { query: string; state: string | null; before: number | null; limit: number };

type AdministeredRow = PersonRow & {
  email: string;
  state: string;
  is_admin: boolean;
  identity_verified_at: Date | null;
  identity_source: string | null;
  created_at: Date;
};

/**
 * Accounts whose name, account ID, nickname or e-mail address begins with the query, newest first;
 * one more than the limit. Each way reads an index of its own.
 */
export async function listAccounts(
  db: Database,
  { query, state, before, limit }: AccountPage,
): Promise<AdministeredRow[]> {
  const prefix = likePrefix(query.toLowerCase());
  const found = sql`a.id in (
    select id from namespaces where name_key like ${prefix}
    union select id from accounts where public_id like ${prefix}
    union select id from accounts where email_key like ${prefix}
    union select id from accounts where lower(nickname) like lower(${likePrefix(query)}))`;
  const { rows } = await sql<AdministeredRow>`
    select ${PERSON_COLUMNS}, a.email, a.state, a.is_admin, a.created_at,
      a.identity_verified_at, a.identity_source
    from accounts a join namespaces n on n.id = a.id
    where ${query === "" ? sql`true` : found}
      and ${state === null ? sql`true` : sql`a.state = ${state}`}
      and ${before === null ? sql`true` : sql`a.id < ${before}`}
    order by a.id desc limit ${limit + 1}`.execute(db);
  return rows;
}
