import { expect, it } from "vitest";
import { formatTimeLeft } from "./format-time-left.ts";

it("PLT-2: says the time left in two units at most, never none", () => {
  expect(formatTimeLeft(0.2, "en")).toBe("1 sec");
  expect(formatTimeLeft(75, "en")).toBe("1 min 15 sec");
  expect(formatTimeLeft(100, "en")).toBe("2 min");
  expect(formatTimeLeft(7499, "en")).toBe("2 hr 5 min");
  expect(formatTimeLeft(40, "zh-CN")).toBe("40秒");
});
