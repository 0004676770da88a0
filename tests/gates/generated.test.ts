import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeRoutes } from "#sdk/describe-routes.ts";
import { root } from "./planted-tree.ts";

it("sdk/routes.ts is what the contract says (node tools/generate-sdk.ts)", () => {
  expect(readFileSync(join(root, "sdk", "routes.ts"), "utf8")).toBe(describeRoutes());
});
