/** How long a subscription lasts, as plain data and arithmetic that the page knows too (PUB-7). */
export const DURATION_UNITS = ["day", "month", "year"] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

export type Duration = { count: number; unit: DurationUnit };

/** Ten years are enough; longer is without end. */
export const DURATION_LIMITS: Record<DurationUnit, number> = { day: 3650, month: 120, year: 10 };

export const CHANNELS_MAX = 1_000_000;

const DAY_MS = 86_400_000;

/**
 * The end of the n-th period of a duration that began at `start`, in UTC. Months and years end on
 * the day of the month they began on; where a month is too short for it, on its last day, and a
 * later period is back on the day it began on: 31 January, 28 February, 31 March.
 */
export function endOfPeriod(start: Date, { count, unit }: Duration, periods = 1): Date {
  const total = count * periods;
  if (unit === "day") return new Date(start.getTime() + total * DAY_MS);
  const months = start.getUTCMonth() + (unit === "year" ? 12 * total : total);
  const end = new Date(start);
  // The day is set last: of the wanted month, and no longer than it.
  end.setUTCFullYear(start.getUTCFullYear(), months, 1);
  end.setUTCDate(Math.min(start.getUTCDate(), daysOfMonth(end)));
  return end;
}

function daysOfMonth(time: Date): number {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 0)).getUTCDate();
}
