import type { Database } from "../../platform/database/index.ts";

/** Notes the use of a session, which puts its end off. */
export async function updateSessionUse(
  db: Database,
  use: { id: number; seenAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .updateTable("sessions")
    .set({ last_seen_at: use.seenAt, expires_at: use.expiresAt })
    .where("id", "=", use.id)
    .where("last_seen_at", "<", use.seenAt)
    .execute();
}

export async function updateTokenUse(
  db: Database,
  use: { id: number; usedAt: Date },
): Promise<void> {
  await db
    .updateTable("access_tokens")
    .set({ last_used_at: use.usedAt })
    .where("id", "=", use.id)
    .execute();
}

export async function updateAccessKeyUse(
  db: Database,
  use: { id: number; usedAt: Date },
): Promise<void> {
  await db
    .updateTable("access_keys")
    .set({ last_used_at: use.usedAt })
    .where("id", "=", use.id)
    .execute();
}
