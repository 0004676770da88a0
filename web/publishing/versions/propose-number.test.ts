import { expect, it } from "vitest";
import { proposeNumber } from "./propose-number.ts";

it.each([
  [null, "1.0.0"],
  ["1.0.0", "1.1.0"],
  ["2.9.7", "2.10.0"],
  ["2.999999999.0", "3.0.0"],
  ["999999999.999999999.0", ""],
])("PUB-5: after %s the form proposes %s", (newest, proposed) => {
  expect(proposeNumber(newest)).toBe(proposed);
});
