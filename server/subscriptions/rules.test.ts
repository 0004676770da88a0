import { describe, expect, it } from "vitest";
import type { Duration } from "#contract/publishing/duration.ts";
import { daysLeft, nextPeriod, periodOf, stateAt } from "./rules.ts";

const DAY_MS = 86_400_000;
const at = (text: string) => new Date(`${text}Z`);
const MONTH: Duration = { count: 1, unit: "month" };
const START = at("2027-01-31T08:00:00");

describe("DIS-6: the clock of a subscription", () => {
  it("goes by periods that are counted from the first day", () => {
    const ends = [0, 1, 2].map((renewals) => periodOf(START, MONTH, renewals).endsAt);
    expect(ends).toEqual([
      at("2027-02-28T08:00:00"),
      at("2027-03-31T08:00:00"),
      at("2027-04-30T08:00:00"),
    ]);
  });

  it("announces the end a week before, and that of a short period in its last quarter", () => {
    const noticeOf = (duration: Duration) => {
      const { endsAt, noticeAt } = periodOf(START, duration, 0);
      return (endsAt.getTime() - noticeAt.getTime()) / DAY_MS;
    };
    expect(noticeOf({ count: 1, unit: "year" })).toBe(7);
    expect(noticeOf(MONTH)).toBe(7);
    expect(noticeOf({ count: 28, unit: "day" })).toBe(7);
    expect(noticeOf({ count: 4, unit: "day" })).toBe(1);
    expect(noticeOf({ count: 1, unit: "day" })).toBe(0.25);
  });

  it("renews into the period that holds now, however long nobody looked", () => {
    const now = at("2027-07-01T00:00:00");
    expect(nextPeriod(START, MONTH, { renewals: 0, now })).toMatchObject({
      renewals: 5,
      endsAt: at("2027-07-31T08:00:00"),
    });
    const early = at("2027-02-28T07:30:00");
    expect(nextPeriod(START, MONTH, { renewals: 0, now: early })).toMatchObject({
      renewals: 1,
      endsAt: at("2027-03-31T08:00:00"),
    });
  });

  it("is over at its end, not a millisecond before or after", () => {
    const endsAt = at("2027-02-28T08:00:00");
    const before = new Date(endsAt.getTime() - 1);
    for (const state of ["active", "cancelled"] as const) {
      expect(stateAt({ state, endsAt }, before)).toBe(state);
      expect(stateAt({ state, endsAt }, endsAt)).toBe("expired");
      expect(stateAt({ state, endsAt: null }, endsAt)).toBe(state);
    }
  });

  it("tells whole days, the begun one counted", () => {
    const endsAt = at("2027-02-28T08:00:00");
    const left = (ms: number) => daysLeft(endsAt, new Date(endsAt.getTime() - ms));
    expect([left(DAY_MS), left(DAY_MS + 1), left(1), left(0), left(-DAY_MS)]).toEqual([
      1, 2, 1, 0, 0,
    ]);
    expect(daysLeft(null, endsAt)).toBeNull();
  });
});
