import type { z } from "zod";
import type { AssetStatistics, StatisticsQuery } from "#contract/assets/statistics.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository } from "../../repositories/index.ts";
import { dayOf } from "../rules.ts";
import { readBuckets, readTotals } from "./store.ts";

const DAY_MS = 86_400_000;

/** PUB-17: what happened to an asset over the last days, for those who manage it. */
export async function getStatistics(
  ctx: RequestContext,
  address: Address,
  { days, by }: z.infer<typeof StatisticsQuery>,
): Promise<AssetStatistics> {
  const { id } = await requireRepository(ctx, address, "manage");
  const now = ctx.now();
  const from = dayOf(new Date(now.getTime() - (Number(days) - 1) * DAY_MS));
  const [buckets, totals] = await Promise.all([
    readBuckets(ctx.db, id, { from, to: dayOf(now), by }),
    readTotals(ctx.db, id),
  ]);
  return { buckets, totals };
}
