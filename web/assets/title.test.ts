import { expect, it } from "vitest";
import { fullNameOf, titleOf } from "./title.ts";

const owner = { name: "ada", kind: "user", nickname: "", avatarUrl: null } as const;

it("REP-1: the Chinese name is the display name in Chinese, where there is one", () => {
  const asset = { kind: "model", name: "tiny", title: "Mine", titleZh: "小模型", owner } as const;
  expect(titleOf(asset, "zh-CN")).toBe("小模型");
  expect(titleOf(asset, "en")).toBe("tiny");
  expect(titleOf({ ...asset, titleZh: "" }, "zh-CN")).toBe("tiny");
  expect(fullNameOf(asset)).toBe("ada/tiny");
});

it("PUB-9: the title is the display name elsewhere, but for a model, which has none", () => {
  const asset = { name: "tiny", title: "A walk", titleZh: "", owner };
  expect(titleOf({ ...asset, kind: "notebook" }, "en")).toBe("A walk");
  expect(titleOf({ ...asset, kind: "notebook" }, "zh-CN")).toBe("A walk");
  expect(titleOf({ ...asset, kind: "notebook", title: "" }, "en")).toBe("tiny");
  expect(titleOf({ ...asset, kind: "model" }, "en")).toBe("tiny");
});
