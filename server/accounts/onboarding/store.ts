import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { emailKey } from "../rules.ts";

export type OnboardingRow = {
  nickname: string;
  email: string;
  language: string;
  isVerified: boolean;
  isOnboarded: boolean;
};

export async function readOnboarding(db: Database, accountId: number): Promise<OnboardingRow> {
  const row = await db
    .selectFrom("accounts")
    .select(["nickname", "email", "language", "email_verified_at", "onboarded_at"])
    .where("id", "=", accountId)
    .executeTakeFirstOrThrow();
  const { nickname, email, language } = row;
  const isVerified = row.email_verified_at !== null;
  return { nickname, email, language, isVerified, isOnboarded: row.onboarded_at !== null };
}

/** The account that an e-mail address belongs to. */
export async function findEmailOwner(db: Database, email: string): Promise<number | undefined> {
  const row = await db
    .selectFrom("accounts")
    .select("id")
    .where("email_key", "=", emailKey(email))
    .executeTakeFirst();
  return row?.id;
}

/** The account's one code: a new one takes the place of the last. */
export async function putCode(
  db: Database,
  code: { accountId: number; email: string; codeHash: string; expiresAt: Date },
): Promise<void> {
  const { accountId, email, codeHash, expiresAt } = code;
  const values = { email, code_hash: codeHash, attempts: 0, expires_at: expiresAt };
  await db
    .insertInto("email_codes")
    .values({ account_id: accountId, ...values })
    .onConflict((conflict) => conflict.column("account_id").doUpdateSet(values))
    .execute();
}

/**
 * Takes one attempt at the code, and answers what it must match; undefined when there is no code or
 * no attempt left. Not in a transaction that may be rolled back: the attempt would come back.
 */
export async function takeAttempt(
  db: Database,
  { accountId, limit, now }: { accountId: number; limit: number; now: Date },
): Promise<{ email: string; codeHash: string } | undefined> {
  return db
    .updateTable("email_codes")
    .set((row) => ({ attempts: row("attempts", "+", 1) }))
    .where("account_id", "=", accountId)
    .where("expires_at", ">", now)
    .where("attempts", "<", limit)
    .returning(["email", "code_hash as codeHash"])
    .executeTakeFirst();
}

/** Uses the code up. False when somebody has done so meanwhile. */
export async function removeCode(
  trx: DatabaseTransaction,
  { accountId, codeHash }: { accountId: number; codeHash: string },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("email_codes")
    .where("account_id", "=", accountId)
    .where("code_hash", "=", codeHash)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function removeExpiredCodes(db: Database, now: Date): Promise<void> {
  await db.deleteFrom("email_codes").where("expires_at", "<=", now).execute();
}

export async function markOnboarded(
  trx: DatabaseTransaction,
  { accountId, at }: { accountId: number; at: Date },
): Promise<void> {
  await trx
    .updateTable("accounts")
    .set({ onboarded_at: at })
    .where("id", "=", accountId)
    .where("onboarded_at", "is", null)
    .execute();
}
