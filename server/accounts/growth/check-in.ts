import type { GrowthStatus } from "#contract/accounts/growth.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireAccount } from "../require-account.ts";
import { presentGrowth } from "./get-growth.ts";
import { grantGrowth } from "./grant-growth.ts";
import { dayToCount } from "./rules.ts";
import { lockGrowth, readGrowth, updateCheckIn } from "./store.ts";

/** ACC-8: checks in, once a day of the account's time zone; again on the same day changes nothing. */
export async function checkIn(ctx: RequestContext): Promise<GrowthStatus> {
  const { accountId } = requireAccount(ctx);
  return withTransaction(ctx.db, async (trx) => {
    const now = ctx.now();
    const before = await lockGrowth(trx, accountId);
    const day = dayToCount(now, before.timeZone, before.last);
    if (day === null) return presentGrowth(ctx, before);
    await updateCheckIn(trx, accountId, { day, timeZone: before.timeZone });
    const points = ctx.config.growth.checkIn;
    await grantGrowth(trx, { accountId, reason: "check-in", occasion: day, points, at: now });
    return presentGrowth(ctx, await readGrowth(trx, accountId));
  });
}
