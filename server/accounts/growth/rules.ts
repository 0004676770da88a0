/** The last check-in: the day it counted for, `YYYY-MM-DD`, and the time zone that day was of. */
export type LastCheckIn = { day: string; timeZone: string };

/** The day that a time belongs to in a time zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "iso8601",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(at);
  const valueOf = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${valueOf("year")}-${valueOf("month")}-${valueOf("day")}`;
}

/**
 * ACC-8: the day that a check-in now would count for; null: it has counted already. Days only go
 * forward, and a new one must have begun in the time zone of the last check-in too: whoever changes
 * time zones gains no day.
 */
export function dayToCount(now: Date, timeZone: string, last: LastCheckIn | null): string | null {
  const today = dayIn(timeZone, now);
  if (last === null) return today;
  const isNew = today > last.day && dayIn(last.timeZone, now) > last.day;
  return isNew ? today : null;
}
