import { expect, it } from "vitest";
import { isTooNested } from "./nesting.ts";

const items = (levels: number) =>
  Array.from({ length: levels }, (_, level) => `${"  ".repeat(level)}- item`).join("\n");

it.each([
  ["quotes", "> ".repeat(10_000)],
  ["lists, line by line", items(400)],
  ["links that are never closed", "[a](".repeat(20_000)],
  ["elements", "<div>".repeat(20_000)],
])("COM-1, COM-3: %s without end stay text", (_, source) => {
  expect(isTooNested(source)).toBe(true);
});

it.each([
  ["a list of lists", items(20)],
  ["many links", "[a](https://a.example) ".repeat(5000)],
  ["code that stands far to the right", `${" ".repeat(300)}x - y`],
  ["quotes of quotes", "> > > > > words"],
])("COM-1, COM-3: %s is shown as Markdown", (_, source) => {
  expect(isTooNested(source)).toBe(false);
});
