export type Period = { amount: number; unit: "day" | "month" | "year" };

const DAY_MS = 86_400_000;

/**
 * The moment so much later, in UTC: a day is 24 hours whatever clocks do there. A month or a year
 * later is the same day at the same time; where that month is shorter, its last day.
 */
export function addPeriod(from: Date, { amount, unit }: Period): Date {
  if (unit === "day") return new Date(from.getTime() + amount * DAY_MS);
  const months = unit === "month" ? amount : 12 * amount;
  const moved = new Date(from);
  moved.setUTCDate(1);
  moved.setUTCMonth(from.getUTCMonth() + months);
  moved.setUTCDate(Math.min(from.getUTCDate(), daysIn(moved)));
  return moved;
}

function daysIn(month: Date): number {
  return new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
}
