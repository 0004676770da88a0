import type { Database } from "../database/index.ts";

/** Removes the limits whose window is over. */
export async function sweepRateLimits(db: Database, now: Date): Promise<void> {
  await db.deleteFrom("rate_limits").where("resets_at", "<=", now).execute();
}
