import { expect, it } from "vitest";
import { fullNameOf, titleOf } from "./title.ts";

const owner = { name: "ada", kind: "user", nickname: "", avatarUrl: null } as const;

it("REP-1: the Chinese name is the display name in Chinese, where there is one", () => {
  const asset = { name: "tiny", titleZh: "小模型", owner };
  expect(titleOf(asset, "zh-CN")).toBe("小模型");
  expect(titleOf(asset, "en")).toBe("tiny");
  expect(titleOf({ ...asset, titleZh: "" }, "zh-CN")).toBe("tiny");
  expect(fullNameOf(asset)).toBe("ada/tiny");
});
