import type { Database } from "../../platform/database/index.ts";

export type SessionRecord = {
  publicId: string;
  secretHash: Buffer;
  accountId: number;
  userAgent: string;
  ipAddress: string;
  createdAt: Date;
  expiresAt: Date;
};

export async function insertSession(db: Database, session: SessionRecord): Promise<void> {
  await db
    .insertInto("sessions")
    .values({
      public_id: session.publicId,
      secret_hash: session.secretHash,
      account_id: session.accountId,
      user_agent: session.userAgent,
      ip_address: session.ipAddress,
      created_at: session.createdAt,
      last_seen_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** An account's sessions that are not over, newest first. */
export function listSessions(
  db: Database,
  page: { accountId: number; before: number | null; limit: number; now: Date },
) {
  return db
    .selectFrom("sessions")
    .select(["id", "public_id", "user_agent", "ip_address", "created_at", "last_seen_at"])
    .where("account_id", "=", page.accountId)
    .where("expires_at", ">", page.now)
    .$if(page.before !== null, (query) => query.where("id", "<", page.before))
    .orderBy("id", "desc")
    .limit(page.limit)
    .execute();
}

export async function findSessionStart(db: Database, sessionId: number): Promise<Date | undefined> {
  const row = await db
    .selectFrom("sessions")
    .select("created_at")
    .where("id", "=", sessionId)
    .executeTakeFirst();
  return row?.created_at;
}

export async function removeSession(db: Database, sessionId: number): Promise<void> {
  await db.deleteFrom("sessions").where("id", "=", sessionId).execute();
}

/** False when the account has no such session. */
export async function removeSessionOf(
  db: Database,
  session: { accountId: number; publicId: string },
): Promise<boolean> {
  const removed = await db
    .deleteFrom("sessions")
    .where("public_id", "=", session.publicId)
    .where("account_id", "=", session.accountId)
    .executeTakeFirst();
  return removed.numDeletedRows > 0n;
}

/** Ends all sessions of an account but one, or all. */
export async function removeSessions(
  db: Database,
  sessions: { accountId: number; exceptId?: number | undefined },
): Promise<void> {
  await db
    .deleteFrom("sessions")
    .where("account_id", "=", sessions.accountId)
    .$if(sessions.exceptId !== undefined, (query) =>
      query.where("id", "!=", sessions.exceptId ?? 0),
    )
    .execute();
}

export async function removeExpiredSessions(db: Database, now: Date): Promise<void> {
  await db.deleteFrom("sessions").where("expires_at", "<=", now).execute();
}
