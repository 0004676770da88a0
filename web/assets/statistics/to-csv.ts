import type { AssetStatistics } from "#contract/assets/statistics.ts";

export const COUNTS = ["views", "downloads", "favourites", "subscriptions"] as const;
export type CountName = (typeof COUNTS)[number];

/** The buckets as RFC 4180 has it: a line for each, its first day in front. */
export function toCsv(buckets: AssetStatistics["buckets"]): string {
  const lines = [
    ["start", ...COUNTS],
    ...buckets.map((bucket) => [bucket.start, ...COUNTS.map((name) => bucket[name])]),
  ];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}
