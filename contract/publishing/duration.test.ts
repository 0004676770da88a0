import { describe, expect, it } from "vitest";
import { type Duration, DURATION_LIMITS, endOfPeriod } from "./duration.ts";

const DAY_MS = 86_400_000;
const at = (text: string) => new Date(`${text}T10:20:30.456Z`);
const dayOf = (time: Date) => time.toISOString().slice(0, 10);
const MONTH: Duration = { count: 1, unit: "month" };

/** Every day of four years, a leap year among them. */
function* days(): Generator<Date> {
  for (let day = at("2027-01-01"); day < at("2031-01-01"); day = new Date(day.getTime() + DAY_MS)) {
    yield day;
  }
}

const lastDay = (time: Date) =>
  new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 0)).getUTCDate();

describe("PUB-7: the calendar of subscriptions", () => {
  it.each([
    ["2027-01-31", 1, "2027-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2027-01-31", 2, "2027-03-31"],
    ["2027-01-31", 3, "2027-04-30"],
    ["2027-01-31", 13, "2028-02-29"],
    ["2027-12-31", 2, "2028-02-29"],
    ["2027-10-15", 3, "2028-01-15"],
  ])("from %s, after %i months, comes to %s", (start, periods, end) => {
    expect(endOfPeriod(at(start), MONTH, periods)).toEqual(at(end));
  });

  it("takes a year from a leap day to the end of February and back", () => {
    const year: Duration = { count: 1, unit: "year" };
    const ends = [1, 2, 3, 4].map((n) => dayOf(endOfPeriod(at("2028-02-29"), year, n)));
    expect(ends).toEqual(["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
  });

  it("ends on the day it began on, or on the month's last, whatever the day and the number", () => {
    const wrong: string[] = [];
    for (const start of days()) {
      for (const months of [1, 2, 5, 12, 25, DURATION_LIMITS.month]) {
        const end = endOfPeriod(start, { count: months, unit: "month" });
        const month = start.getUTCFullYear() * 12 + start.getUTCMonth() + months;
        const isRight =
          end.getUTCFullYear() * 12 + end.getUTCMonth() === month &&
          end.getUTCDate() === Math.min(start.getUTCDate(), lastDay(end)) &&
          end.getTime() % DAY_MS === start.getTime() % DAY_MS;
        if (!isRight) wrong.push(`${dayOf(start)} + ${months}: ${dayOf(end)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("counts periods from the first day: many short ones are one long one", () => {
    for (const start of days()) {
      for (const count of [1, 3, 7]) {
        const month: Duration = { count, unit: "month" };
        expect(endOfPeriod(start, month, 4)).toEqual(
          endOfPeriod(start, { count: 4 * count, unit: "month" }),
        );
      }
      const years: Duration = { count: 2, unit: "year" };
      expect(endOfPeriod(start, years)).toEqual(endOfPeriod(start, MONTH, 24));
    }
  });

  it("grows with every period, and with every day on which it begins never shrinks", () => {
    let before = new Date(0);
    for (const start of days()) {
      const ends = [0, 1, 2, 3].map((n) => endOfPeriod(start, MONTH, n).getTime());
      expect(ends).toEqual(ends.toSorted((one, other) => one - other));
      expect(new Set(ends).size).toBe(ends.length);
      expect(endOfPeriod(start, MONTH).getTime()).toBeGreaterThanOrEqual(before.getTime());
      before = endOfPeriod(start, MONTH);
    }
  });

  it.each(["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"])(
    "knows no daylight saving, where the server's clock is that of %s",
    (zone) => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        const days30: Duration = { count: 30, unit: "day" };
        for (const start of days()) {
          const end = endOfPeriod(start, days30);
          expect(end.getTime() - start.getTime()).toBe(30 * DAY_MS);
          expect(endOfPeriod(start, MONTH).toISOString().slice(10)).toBe("T10:20:30.456Z");
        }
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );
});
