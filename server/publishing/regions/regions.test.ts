import { expect, it } from "vitest";
import { readConfig } from "../../config.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { chooseRegions } from "./choose-regions.ts";
import { listRegions } from "./list-regions.ts";

const withRegions = (regions: string) => ({
  config: readConfig({ GALLERY_DATA: "data", GALLERY_REGIONS: regions }),
});
const one = withRegions("");
const three = withRegions("cn-east=East China, cn-north = North China,eu");

it("PUB-20: an installation with one region never asks", () => {
  expect(listRegions(one).items).toHaveLength(1);
  expect(chooseRegions(one, [])).toEqual([listRegions(one).items[0]?.id]);
});

it("PUB-20: of several regions at least one is named, in the operator's order", async () => {
  expect(listRegions(three).items).toEqual([
    { id: "cn-east", name: "East China" },
    { id: "cn-north", name: "North China" },
    { id: "eu", name: "eu" },
  ]);
  expect(chooseRegions(three, ["eu", "cn-east"])).toEqual(["cn-east", "eu"]);
  const choose = async (named: string[]) => chooseRegions(three, named);
  const none = await expectProblem(choose([]), "validation-failed");
  expect(none.detail).toMatch(/^regions: choose at least one of cn-east, cn-north, eu/);
  const unknown = await expectProblem(choose(["eu", "moon"]), "validation-failed");
  expect(unknown.detail).toContain("there is no region moon");
});

it.each(["East China", "a=A,a=B", "-x", "x-", "a,,b", "A"])(
  "PUB-20: the operator is told that the regions %j are wrong",
  (regions) => {
    expect(() => withRegions(regions)).toThrow(/GALLERY_REGIONS/);
  },
);
