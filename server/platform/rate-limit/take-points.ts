import { sql } from "kysely";
import { problem } from "#contract/problems.ts";
import type { Database } from "../database/index.ts";

/** So many points in a window that begins with the first one; all server processes share it. */
export type RateLimit = {
  /** What is limited and for whom: `sign-in address 192.0.2.7`. */
  key: string;
  /** 0: no limit. */
  points: number;
  windowMs: number;
};

const MAX_POINTS = 1_000_000_000;

/**
 * Takes one point of each limit, with one atomic statement. It must not run in a transaction that
 * may be rolled back: the points would come back.
 * @throws {Problem} `rate-limited`, saying after how many seconds the last of them is over.
 */
export async function takePoints(
  db: Database,
  now: Date,
  limits: readonly RateLimit[],
): Promise<void> {
  const active = new Map(limits.filter(({ points }) => points > 0).map((it) => [it.key, it]));
  if (active.size === 0) return;
  const resets = [...active.values()].map(({ windowMs }) => new Date(now.getTime() + windowMs));
  const { rows } = await sql<{ key: string; points: number; resets_at: Date }>`
    insert into rate_limits as taken (key, points, resets_at)
    select key, 1, resets_at
    from unnest(${[...active.keys()]}::text[], ${resets}::timestamptz[]) as asked (key, resets_at)
    -- In one order everywhere, so that two processes never wait for each other.
    order by key collate "C"
    on conflict (key) do update set
      points = case when taken.resets_at <= ${now} then 1
        else least(taken.points, ${MAX_POINTS}) + 1 end,
      resets_at = case when taken.resets_at <= ${now} then excluded.resets_at
        else taken.resets_at end
    returning key, points, resets_at`.execute(db);
  const exceeded = rows.filter((row) => row.points > (active.get(row.key)?.points ?? 0));
  if (exceeded.length === 0) return;
  const untilMs = Math.max(...exceeded.map((row) => row.resets_at.getTime())) - now.getTime();
  const seconds = Math.max(1, Math.ceil(untilMs / 1000));
  throw problem("rate-limited", {
    detail: `Too many attempts. Try again in ${spell(seconds)}.`,
    retryAfterSeconds: seconds,
  });
}

/** Starts limits afresh, e.g. after a successful sign-in. */
export async function forgetPoints(db: Database, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await db.deleteFrom("rate_limits").where("key", "in", keys).execute();
}

/** Undoes one `takePoints` for a key: the attempt turned out not to count. */
export async function givePointBack(db: Database, key: string): Promise<void> {
  await db
    .updateTable("rate_limits")
    .set((row) => ({ points: row("points", "-", 1) }))
    .where("key", "=", key)
    .where("points", ">", 0)
    .execute();
}

function spell(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds <= 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${minutes} minutes`;
}
