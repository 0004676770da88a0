import { expect, it } from "vitest";
import { pathName, placeCategories } from "./category-tree.ts";

const NODES = [
  { id: "a", name: "Industry", nameZh: "行业", parent: null },
  { id: "b", name: "Robot", nameZh: "机器人", parent: "a" },
  { id: "c", name: "Arm", nameZh: "机械臂", parent: "b" },
  { id: "d", name: "City", nameZh: "城市", parent: "a" },
  { id: "e", name: "More", nameZh: "更多", parent: null },
];

it("PUB-10: every category knows its depth, its place among siblings and the way to it", () => {
  const placed = placeCategories(NODES);
  expect(
    placed.map(({ node, depth, position, isLast, hasChildren }) => [
      node.id,
      depth,
      position,
      isLast,
      hasChildren,
    ]),
  ).toEqual([
    ["a", 0, 0, false, true],
    ["b", 1, 0, false, true],
    ["c", 2, 0, true, false],
    ["d", 1, 1, true, false],
    ["e", 0, 1, true, false],
  ]);
  const arm = placed.find(({ node }) => node.id === "c");
  expect(arm && pathName(arm, "en")).toBe("Industry / Robot / Arm");
  expect(arm && pathName(arm, "zh-CN")).toBe("行业 / 机器人 / 机械臂");
});
