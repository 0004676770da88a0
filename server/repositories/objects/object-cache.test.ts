import { expect, it } from "vitest";
import { ObjectCache } from "./object-cache.ts";

it("keeps what was used last, within its bytes", () => {
  const cache = new ObjectCache<number>(10_000);
  for (let at = 0; at < 100; at++) {
    cache.set(`k${at}`, at, 800);
    expect(cache.get("k0")).toBe(0);
    expect(cache.sizeBytes).toBeLessThanOrEqual(10_000);
  }
  expect(cache.get("k1")).toBeUndefined();
  expect(cache.get("k99")).toBe(99);
  cache.set("k99", 1, 1);
  expect(cache.get("k99")).toBe(1);
});

it("leaves out what would displace too much", () => {
  const cache = new ObjectCache<number>(100_000_000);
  cache.set("huge", 1, 50_000_000);
  expect(cache.get("huge")).toBeUndefined();
  expect(cache.sizeBytes).toBe(0);
});
