import { z } from "zod";

/** PUB-17: how many days back, the present one included. */
export const StatisticsQuery = z.object({
  days: z.enum(["30", "90", "365"]).default("30"),
  /** Weeks begin on Monday; the first one may reach back before the days. */
  by: z.enum(["day", "week"]).default("day"),
});

const Counts = z.object({
  views: z.number().int(),
  downloads: z.number().int(),
  favourites: z.number().int(),
  subscriptions: z.number().int(),
});

export const AssetStatistics = z.object({
  /**
   * Without gaps, oldest first. Views and downloads are those of the bucket; favourites and
   * subscriptions are how many more there were at its end than at its beginning, below 0 where
   * more were withdrawn than added.
   */
  buckets: z.array(Counts.extend({ start: z.iso.date() })),
  /** Of all time, as now. */
  totals: Counts,
});
export type AssetStatistics = z.infer<typeof AssetStatistics>;
