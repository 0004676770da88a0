import type { GrowthStatus } from "#contract/accounts/growth.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../require-account.ts";
import { dayToCount } from "./rules.ts";
import { type GrowthRow, readGrowth } from "./store.ts";

/** ACC-8: one's own growth, and whether today's check-in is done. */
export async function getGrowth(ctx: RequestContext): Promise<GrowthStatus> {
  const { accountId } = requireAccount(ctx);
  return presentGrowth(ctx, await readGrowth(ctx.db, accountId));
}

export function presentGrowth(ctx: RequestContext, row: GrowthRow): GrowthStatus {
  const { growth, timeZone, last } = row;
  return {
    growth,
    hasCheckedIn: dayToCount(ctx.now(), timeZone, last) === null,
    checkInPoints: ctx.config.growth.checkIn,
    timeZone,
  };
}
