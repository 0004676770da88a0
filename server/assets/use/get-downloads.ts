import type { DownloadsLately } from "#contract/assets/use.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository } from "../../repositories/index.ts";
import { dayOf } from "../rules.ts";
import { readBuckets } from "../statistics/store.ts";

const DAY_MS = 86_400_000;
const DAYS = 30;

/** DIS-4: how often an asset was downloaded lately, for whoever sees it. */
export async function getDownloads(
  ctx: RequestContext,
  address: Address,
): Promise<DownloadsLately> {
  const { id } = await requireRepository(ctx, address, "see");
  const now = ctx.now();
  const from = dayOf(new Date(now.getTime() - (DAYS - 1) * DAY_MS));
  const buckets = await readBuckets(ctx.db, id, { from, to: dayOf(now), by: "day" });
  const days = buckets.map(({ start, downloads }) => ({ day: start, downloads }));
  return { days, total: days.reduce((sum, { downloads }) => sum + downloads, 0) };
}
