import { expect, it } from "vitest";
import { parseRecent, withRecent } from "./recent-searches.ts";

it("DIS-1: remembers the latest searches, each once, and no more than eight", () => {
  expect(withRecent(["whale", "seal"], " Seal ")).toEqual(["Seal", "whale"]);
  expect(withRecent(["whale"], "  ")).toEqual(["whale"]);
  const many = Array.from({ length: 8 }, (_, at) => `search ${at}`);
  expect(withRecent(many, "one more")).toEqual(["one more", ...many.slice(0, 7)]);
});

it.each([
  [null, []],
  ["", []],
  ["{", []],
  ["null", []],
  ['{"a":1}', []],
  ['"whale"', ["whale"]],
  ['["whale",1,null,["seal"],"",{"x":"y"}]', ["whale"]],
  [JSON.stringify(["x".repeat(201), "ok"]), ["ok"]],
  [JSON.stringify(Array.from({ length: 50 }, () => "w")), Array.from({ length: 8 }, () => "w")],
])("takes of what is kept on the device only what is a search: %j", (kept, searches) => {
  expect(parseRecent(kept)).toEqual(searches);
});
