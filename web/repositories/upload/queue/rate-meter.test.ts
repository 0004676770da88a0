import { expect, it } from "vitest";
import { createRateMeter } from "./rate-meter.ts";

it("tells the rate over a sliding window", () => {
  const meter = createRateMeter();
  expect(meter.perSecond(0)).toBeUndefined();
  for (let second = 0; second <= 5; second += 1) meter.note(second * 1000, second * 1000);
  expect(meter.perSecond(5000)).toBe(1000);
});

it("falls when nothing moves any more, and forgets what is long past", () => {
  const meter = createRateMeter();
  meter.note(0, 0);
  meter.note(10_000, 1000);
  expect(meter.perSecond(5000)).toBe(2000);
  expect(meter.perSecond(30_000)).toBeUndefined();
});

it("is never negative when a cut loses bytes", () => {
  const meter = createRateMeter();
  meter.note(8000, 0);
  meter.note(2000, 1000);
  expect(meter.perSecond(1000)).toBe(0);
});
