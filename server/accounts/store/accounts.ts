import { sql } from "kysely";
import type { Account } from "#contract/accounts/account.ts";
import type { Database } from "../../platform/database/index.ts";
import { canBeName, emailKey, nameKey } from "../rules.ts";
import { toSummary } from "./namespaces.ts";

/** One arbitrary number that all processes know: who founds the gallery holds this lock. */
const FOUNDING_LOCK = 4_121_973_001;

/** Does anybody have an account to sign in with? Demo people, who have no password, do not count. */
export async function hasAccounts(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom("accounts")
    .select("id")
    .where("password_hash", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Is the gallery still without an account? Of several transactions that ask at once, the first
 * hears yes and the others wait for its end.
 */
export async function isFounding(trx: Database): Promise<boolean> {
  if (await hasAccounts(trx)) return false;
  await sql`select pg_advisory_xact_lock(${FOUNDING_LOCK})`.execute(trx);
  return !(await hasAccounts(trx));
}

export type AccountRecord = {
  id: number;
  publicId: string;
  email: string;
  /** Null: nobody can sign in with it. */
  passwordHash: string | null;
  nickname: string;
  bio: string;
  language: "en" | "zh";
  timeZone: string;
  isAdmin: boolean;
  createdAt: Date;
};

/** False when the e-mail address has an account already. */
export async function insertAccount(db: Database, account: AccountRecord): Promise<boolean> {
  const row = await db
    .insertInto("accounts")
    .values({
      id: account.id,
      public_id: account.publicId,
      email: account.email,
      email_key: emailKey(account.email),
      password_hash: account.passwordHash,
      nickname: account.nickname,
      bio: account.bio,
      language: account.language,
      time_zone: account.timeZone,
      is_admin: account.isAdmin,
      created_at: account.createdAt,
      updated_at: account.createdAt,
    })
    .onConflict((conflict) => conflict.column("email_key").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export type PasswordRecord = { id: number; state: string; passwordHash: string | null };

/** The account that a login, a name or an e-mail address, stands for. */
export async function findPasswordByLogin(
  db: Database,
  login: string,
): Promise<PasswordRecord | undefined> {
  const isEmail = login.includes("@");
  if (isEmail ? login.includes("\0") || !login.isWellFormed() : !canBeName(login)) return undefined;
  const query = db
    .selectFrom("accounts as a")
    .select(["a.id", "a.state", "a.password_hash as passwordHash"]);
  return isEmail
    ? query.where("a.email_key", "=", emailKey(login)).executeTakeFirst()
    : query
        .innerJoin("namespaces as n", "n.id", "a.id")
        .where("n.name_key", "=", nameKey(login))
        .executeTakeFirst();
}

export function getPassword(db: Database, accountId: number): Promise<PasswordRecord> {
  return db
    .selectFrom("accounts")
    .select(["id", "state", "password_hash as passwordHash"])
    .where("id", "=", accountId)
    .executeTakeFirstOrThrow();
}

export async function updatePassword(
  db: Database,
  password: { accountId: number; passwordHash: string; now: Date },
): Promise<void> {
  await db
    .updateTable("accounts")
    .set({ password_hash: password.passwordHash, updated_at: password.now })
    .where("id", "=", password.accountId)
    .execute();
}

export type AccountChanges = {
  nickname?: string | undefined;
  bio?: string | undefined;
  language?: "en" | "zh" | undefined;
  timeZone?: string | undefined;
  email?: string | undefined;
};

/** Changes an account. A new e-mail address is not verified yet. False: it has an account. */
export async function updateAccount(
  db: Database,
  accountId: number,
  { changes, now }: { changes: AccountChanges; now: Date },
): Promise<boolean> {
  const { nickname, bio, language, timeZone, email } = changes;
  const key = email === undefined ? undefined : emailKey(email);
  try {
    await db
      .updateTable("accounts")
      .set({ nickname, bio, language, time_zone: timeZone, email, email_key: key })
      .set({ updated_at: now })
      .$if(key !== undefined, (query) =>
        query.set({
          email_verified_at: sql`case when email_key = ${key} then email_verified_at end`,
        }),
      )
      .where("id", "=", accountId)
      .execute();
    return true;
  } catch (error) {
    if (isEmailTaken(error)) return false;
    throw error;
  }
}

function isEmailTaken(error: unknown): boolean {
  return (
    error instanceof Error && "constraint" in error && error.constraint === "accounts_email_key_key"
  );
}

/** An account as its owner sees it. */
export async function getAccount(db: Database, accountId: number): Promise<Account> {
  const row = await db
    .selectFrom("accounts as a")
    .innerJoin("namespaces as n", "n.id", "a.id")
    .select(["a.public_id", "n.name", "a.nickname", "a.email", "a.email_verified_at", "a.bio"])
    .select(["n.kind", "a.avatar_media_type", "a.avatar_version", "a.language", "a.is_admin"])
    .select(["a.created_at", "a.time_zone", "a.identity_verified_at"])
    .select(sql<boolean>`a.password_hash is not null`.as("has_password"))
    .where("a.id", "=", accountId)
    .executeTakeFirstOrThrow();
  const summary = toSummary(row);
  return {
    id: row.public_id,
    name: row.name,
    nickname: row.nickname,
    email: row.email,
    emailVerified: row.email_verified_at !== null,
    bio: row.bio,
    avatarUrl: summary.avatarUrl,
    language: row.language === "zh" ? "zh" : "en",
    timeZone: row.time_zone,
    isAdmin: row.is_admin,
    identityVerifiedAt: row.identity_verified_at?.toISOString() ?? null,
    hasPassword: row.has_password,
    createdAt: row.created_at.toISOString(),
    organisations: [],
  };
}

export type FoundAccount = { id: number; publicId: string; name: string };

/** An account by its name in any case, or else by its account ID. */
export async function findAccount(
  db: Database,
  nameOrId: string,
): Promise<FoundAccount | undefined> {
  if (!canBeName(nameOrId)) return undefined;
  const key = nameKey(nameOrId);
  return db
    .selectFrom("accounts as a")
    .innerJoin("namespaces as n", "n.id", "a.id")
    .select(["a.id", "a.public_id as publicId", "n.name"])
    .where("a.state", "!=", "deleted")
    .where(
      "a.id",
      "=",
      sql<number>`coalesce((select id from namespaces where name_key = ${key} and kind = 'user'),
        (select id from accounts where public_id = ${key}))`,
    )
    .executeTakeFirst();
}

/** The e-mail addresses of accounts: for whom they were told to. */
export async function findEmails(
  db: Database,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("accounts")
    .select(["id", "email"])
    .where((eb) => eb("id", "=", eb.fn.any(eb.val([...ids]))))
    .execute();
  return new Map(rows.map(({ id, email }) => [id, email]));
}

/** Accounts by name in any case; names that nobody has are left out. Keys are lower case. */
export async function findAccountsByName(
  db: Database,
  names: readonly string[],
): Promise<Map<string, FoundAccount>> {
  const keys = names.filter(canBeName).map(nameKey);
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom("namespaces as n")
    .innerJoin("accounts as a", "a.id", "n.id")
    .select(["a.id", "a.public_id as publicId", "n.name", "n.name_key"])
    .where("n.name_key", "in", [...new Set(keys)])
    .where("a.state", "!=", "deleted")
    .execute();
  return new Map(rows.map(({ name_key, ...account }) => [name_key, account]));
}
