import { expect, it } from "vitest";
import { ownAddress } from "./hub-routes.ts";

it("REP-2: addresses of the hub that people know lead to the same asset here", () => {
  expect(ownAddress("/spaces/ada/demo")).toBe("/apps/ada/demo");
  expect(ownAddress("/spaces/ada/demo/tree/main/a%20b?x=1#y")).toBe(
    "/apps/ada/demo/tree/main/a%20b?x=1#y",
  );
  expect(ownAddress("/models/ada/llm/blob/main/README.md")).toBe("/ada/llm/blob/main/README.md");
  expect(ownAddress("/datasets/ada/set")).toBe("/datasets/ada/set");
});
