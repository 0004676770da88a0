import { describe, expect, it } from "vitest";
import { addPeriod, type Period } from "./add-period.ts";

const CASES: [from: string, period: Period, to: string][] = [
  ["2026-11-20T10:30:00.123Z", { amount: 1, unit: "month" }, "2026-12-20T10:30:00.123Z"],
  ["2027-01-31T23:59:59.999Z", { amount: 1, unit: "month" }, "2027-02-28T23:59:59.999Z"],
  ["2028-01-31T00:00:00.000Z", { amount: 1, unit: "month" }, "2028-02-29T00:00:00.000Z"],
  ["2027-01-31T12:00:00.000Z", { amount: 3, unit: "month" }, "2027-04-30T12:00:00.000Z"],
  ["2027-10-31T12:00:00.000Z", { amount: 14, unit: "month" }, "2028-12-31T12:00:00.000Z"],
  ["2028-02-29T12:00:00.000Z", { amount: 1, unit: "year" }, "2029-02-28T12:00:00.000Z"],
  ["2028-02-29T12:00:00.000Z", { amount: 4, unit: "year" }, "2032-02-29T12:00:00.000Z"],
  // Clocks change on 29 March 2026 in Europe and on 8 March in North America.
  ["2026-03-28T12:00:00.000Z", { amount: 2, unit: "day" }, "2026-03-30T12:00:00.000Z"],
  ["2026-02-28T12:00:00.000Z", { amount: 1, unit: "month" }, "2026-03-28T12:00:00.000Z"],
];

describe("addPeriod", () => {
  it.each(CASES)("%s and %j is %s", (from, period, to) => {
    expect(addPeriod(new Date(from), period).toISOString()).toBe(to);
  });

  it("is the same on a server whose clock changes", () => {
    const before = process.env["TZ"];
    process.env["TZ"] = "Europe/Berlin";
    try {
      for (const [from, period, to] of CASES) {
        expect(addPeriod(new Date(from), period).toISOString()).toBe(to);
      }
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });
});
