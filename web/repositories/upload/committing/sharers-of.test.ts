import { expect, it } from "vitest";
import { anItem } from "../queue/testing/an-item.ts";
import { sharersOf } from "./sharers-of.ts";

it("REP-3: what was lost together is sent again together", () => {
  const range = { start: 0, end: 1 };
  const items = [
    anItem({ target: "a", place: { uploadId: "one", range } }),
    anItem({ target: "b", place: { uploadId: "one", range } }),
    anItem({ target: "c", place: { uploadId: "two" } }),
    anItem({ target: "d", place: { sha256: "d" } }),
    anItem({ target: "e", place: { sha256: "e" } }),
    anItem({ target: "f", place: { base64: "" } }),
    anItem({ target: "g" }),
  ];
  expect(sharersOf(items, "a")).toEqual(new Set(["a", "b"]));
  expect(sharersOf(items, "c")).toEqual(new Set(["c"]));
  expect(sharersOf(items, "e")).toEqual(new Set(["e", "d"]));
  expect(sharersOf(items, "g")).toEqual(new Set(["g"]));
});
