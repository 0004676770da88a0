import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";

/** Where the next step of a walk begins. */
export type Place = { at: Date; id: number };
type DueRow = { id: number; asset_id: number; at: Date };

/** Those that end or renew now, by their end. @param renewUntil the ends that renew already */
export async function listDue(
  db: Database,
  due: { now: Date; renewUntil: Date; after: Place | null; limit: number },
): Promise<DueRow[]> {
  const { now, renewUntil, after, limit } = due;
  const { rows } = await sql<DueRow>`
    select id, asset_id, ends_at as at from subscriptions
    where state <> 'expired' and ends_at <= ${renewUntil}
      and (ends_at <= ${now} or (renews and state = 'active'))
      and (ends_at, id) > (${after?.at ?? new Date(0)}, ${after?.id ?? 0})
    order by ends_at, id limit ${limit}`.execute(db);
  return rows;
}

/** Those whose end is to be announced, the first one first. */
export async function listToAnnounce(
  db: Database,
  { now, limit }: { now: Date; limit: number },
): Promise<{ id: number; asset_id: number }[]> {
  return db
    .selectFrom("subscriptions")
    .select(["id", "asset_id"])
    .where("notice_at", "<=", now)
    .orderBy("notice_at")
    .limit(limit)
    .execute();
}
