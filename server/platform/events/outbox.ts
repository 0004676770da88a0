import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../database/index.ts";

export interface OutboxEvent {
  id: number;
  name: string;
  payload: unknown;
  /** Counts the attempts to deliver, this one included; tells this attempt from a later one. */
  attempts: number;
}

/**
 * Takes due events for this process, oldest first. The claim ends by itself: an attempt that fails,
 * or whose process dies, is repeated after 5 s, then 10, 20, … up to an hour.
 */
export async function claimEvents(
  db: Database,
  { names, limit }: { names: string[]; limit: number },
): Promise<OutboxEvent[]> {
  if (names.length === 0) return [];
  const claimed = await db
    .updateTable("outbox")
    .set({
      attempts: sql`attempts + 1`,
      next_attempt_at: sql`now() + least(5 * 2 ^ least(attempts, 10), 3600) * interval '1 second'`,
    })
    .where("id", "in", (query) =>
      query
        .selectFrom("outbox")
        .select("id")
        .where("delivered_at", "is", null)
        // Stored times are rounded to milliseconds, up as well.
        .where("next_attempt_at", "<=", sql<Date>`now() + interval '1 millisecond'`)
        .where("name", "in", names)
        .orderBy("id")
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(["id", "name", "payload", "attempts"])
    .execute();
  return claimed.toSorted((one, other) => one.id - other.id);
}

/** Locks a claimed event until the transaction ends; false when a later attempt has taken it. */
export async function holdEvent(
  trx: DatabaseTransaction,
  { id, attempts }: OutboxEvent,
): Promise<boolean> {
  const held = await trx
    .selectFrom("outbox")
    .select("id")
    .where("id", "=", id)
    .where("attempts", "=", attempts)
    .where("delivered_at", "is", null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return held !== undefined;
}

export async function markDelivered(trx: DatabaseTransaction, { id }: OutboxEvent): Promise<void> {
  await trx
    .updateTable("outbox")
    .set({ delivered_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

/** Delivered events stay a week, for whoever looks into what happened. */
export async function removeOldEvents(db: Database): Promise<void> {
  await db
    .deleteFrom("outbox")
    .where("delivered_at", "<", sql<Date>`now() - interval '7 days'`)
    .execute();
}
