import { type ExpressionBuilder, sql } from "kysely";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Tables } from "../../platform/database/tables.ts";

export const COLUMNS = [
  "subscriptions.id",
  "subscriptions.public_id",
  "subscriptions.account_id",
  "subscriptions.asset_id",
  "subscriptions.version",
  "subscriptions.duration_count",
  "subscriptions.duration_unit",
  "subscriptions.channels",
  "subscriptions.renews",
  "subscriptions.renewals",
  "subscriptions.starts_at",
  "subscriptions.ends_at",
  "subscriptions.state",
  "subscriptions.cancelled_at",
] as const;

export function selectRows(db: Database) {
  return db.selectFrom("subscriptions").select(COLUMNS);
}

export type SubscriptionRow = Awaited<
  ReturnType<ReturnType<typeof selectRows>["executeTakeFirstOrThrow"]>
>;

/** The state that holds at a time, whether a job has written it down or not. */
export function stateAt(now: Date) {
  return sql<SubscriptionState>`case
    when subscriptions.ends_at <= ${now} then 'expired' else subscriptions.state end`;
}

export function isLive(now: Date) {
  return ({ and, or, eb }: ExpressionBuilder<Tables, "subscriptions">) =>
    and([
      eb("subscriptions.state", "<>", "expired"),
      or([eb("subscriptions.ends_at", "is", null), eb("subscriptions.ends_at", ">", now)]),
    ]);
}
