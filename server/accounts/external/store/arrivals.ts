import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** Whom the provider vouches for. */
export type Arrival = {
  issuer: string;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  proposedName: string;
  nickname: string;
  next: string;
};

const COLUMNS = [
  "issuer",
  "subject",
  "email",
  "is_email_verified as isEmailVerified",
  "proposed_name as proposedName",
  "nickname",
  "next",
] as const;

export async function insertArrival(
  db: Database,
  arrival: Arrival & { secretHash: Buffer; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto("external_arrivals")
    .values({
      secret_hash: arrival.secretHash,
      issuer: arrival.issuer,
      subject: arrival.subject,
      email: arrival.email,
      is_email_verified: arrival.isEmailVerified,
      proposed_name: arrival.proposedName,
      nickname: arrival.nickname,
      next: arrival.next,
      expires_at: arrival.expiresAt,
    })
    .execute();
}

type Key = { secretHash: Buffer; now: Date };

export function findArrival(db: Database, { secretHash, now }: Key): Promise<Arrival | undefined> {
  return db
    .selectFrom("external_arrivals")
    .select(COLUMNS)
    .where("secret_hash", "=", secretHash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** Takes an arrival, which happens once. */
export function takeArrival(
  trx: DatabaseTransaction,
  { secretHash, now }: Key,
): Promise<Arrival | undefined> {
  return trx
    .deleteFrom("external_arrivals")
    .where("secret_hash", "=", secretHash)
    .where("expires_at", ">", now)
    .returning(COLUMNS)
    .executeTakeFirst();
}
