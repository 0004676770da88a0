import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

type Subject = { issuer: string; subject: string };

/** The account that a person of a provider is let in as. */
export function findLogin(db: Database, { issuer, subject }: Subject) {
  return db
    .selectFrom("external_logins as l")
    .innerJoin("accounts as a", "a.id", "l.account_id")
    .select(["l.id", "l.account_id as accountId", "a.state"])
    .where("l.issuer", "=", issuer)
    .where("l.subject", "=", subject)
    .executeTakeFirst();
}

type NewLogin = Subject & {
  publicId: string;
  accountId: number;
  email: string | null;
  at: Date;
};

/** False when this person of the provider is let in as some account already. */
export async function insertLogin(trx: DatabaseTransaction, login: NewLogin): Promise<boolean> {
  const row = await trx
    .insertInto("external_logins")
    .values({
      public_id: login.publicId,
      account_id: login.accountId,
      issuer: login.issuer,
      subject: login.subject,
      email: login.email,
      created_at: login.at,
      last_used_at: login.at,
    })
    .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateLoginUse(
  db: Database,
  use: { id: number; email: string | null; at: Date },
): Promise<void> {
  await db
    .updateTable("external_logins")
    .set({ last_used_at: use.at, email: use.email })
    .where("id", "=", use.id)
    .execute();
}

/** An account's logins, oldest first; an account has few. */
export function listLogins(db: Database, accountId: number) {
  return db
    .selectFrom("external_logins")
    .select(["id", "public_id", "issuer", "email", "created_at", "last_used_at"])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();
}

/** Holds an account, so that changes to its ways in happen one by one. */
export async function lockWaysIn(
  trx: DatabaseTransaction,
  accountId: number,
): Promise<{ hasPassword: boolean; logins: number }> {
  const { hasPassword } = await trx
    .selectFrom("accounts")
    .select(sql<boolean>`password_hash is not null`.as("hasPassword"))
    .where("id", "=", accountId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const { logins } = await trx
    .selectFrom("external_logins")
    .select(({ fn }) => fn.countAll<number>().as("logins"))
    .where("account_id", "=", accountId)
    .executeTakeFirstOrThrow();
  return { hasPassword, logins };
}

/** Undefined when the account has no such login. */
export async function removeLogin(
  trx: DatabaseTransaction,
  login: { accountId: number; publicId: string },
): Promise<string | undefined> {
  const row = await trx
    .deleteFrom("external_logins")
    .where("public_id", "=", login.publicId)
    .where("account_id", "=", login.accountId)
    .returning("issuer")
    .executeTakeFirst();
  return row?.issuer;
}
