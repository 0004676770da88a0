import { expect, it } from "vitest";
import { formatBytes, formatCount, formatRelative } from "./format.ts";

it("counts bytes in decimal units: 1 GB is 10⁹ bytes", () => {
  expect(formatBytes(0, "en")).toBe("0 B");
  expect(formatBytes(999, "en")).toBe("999 B");
  expect(formatBytes(1_500, "en")).toBe("1.5 kB");
  expect(formatBytes(999_700, "en")).toBe("1 MB");
  expect(formatBytes(5_000_000_000, "en")).toBe("5 GB");
  expect(formatBytes(12_340_000, "en")).toBe("12.3 MB");
  expect(formatBytes(2 ** 60, "en")).toBe("1,153 PB");
});

it("PLT-2: abbreviates counts as each language does", () => {
  expect(formatCount(1_234, "en")).toBe("1.2K");
  expect(formatCount(12_345, "zh-CN")).toBe("1.2万");
  expect(formatCount(7, "zh-CN")).toBe("7");
});

it("says how long ago, never ahead by rounding", () => {
  const now = Date.UTC(2026, 0, 10);
  expect(formatRelative(now - 5_000, now, "en")).toBe("now");
  expect(formatRelative(now - 59 * 60_000, now, "en")).toBe("59 minutes ago");
  expect(formatRelative(now - 25 * 3_600_000, now, "en")).toBe("yesterday");
  expect(formatRelative(now - 3 * 86_400_000, now, "zh-CN")).toBe("3天前");
  expect(formatRelative(now - 800 * 86_400_000, now, "en")).toBe("2 years ago");
});
