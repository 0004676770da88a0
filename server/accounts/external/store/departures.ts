import type { Database } from "../../../platform/database/index.ts";

export async function insertDeparture(
  db: Database,
  departure: { secretHash: Buffer; next: string; accountId: number | null; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto("external_departures")
    .values({
      secret_hash: departure.secretHash,
      next: departure.next,
      account_id: departure.accountId,
      expires_at: departure.expiresAt,
    })
    .execute();
}

/** Takes a departure, which happens once. Undefined when there is none, or it was too long ago. */
export async function takeDeparture(
  db: Database,
  { secretHash, now }: { secretHash: Buffer; now: Date },
): Promise<{ next: string; accountId: number | null } | undefined> {
  return db
    .deleteFrom("external_departures")
    .where("secret_hash", "=", secretHash)
    .where("expires_at", ">", now)
    .returning(["next", "account_id as accountId"])
    .executeTakeFirst();
}

export async function removeExpiredJourneys(db: Database, now: Date): Promise<void> {
  await db.deleteFrom("external_departures").where("expires_at", "<=", now).execute();
  await db.deleteFrom("external_arrivals").where("expires_at", "<=", now).execute();
}
