import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { countOwn } from "./store/own.ts";
import { type SubscriptionCounts, sumCounts } from "./sum-counts.ts";

/** ACC-9: how many subscriptions one has, by kind and by state, in one statement. */
export async function countSubscriptions(ctx: RequestContext): Promise<SubscriptionCounts> {
  return sumCounts(await countOwn(ctx.db, { viewer: requireAccount(ctx), now: ctx.now() }));
}
