import { expect, it } from "vitest";
import { listOf, oneOf, parseSearch, stringifySearch } from "./search-params.ts";

it("DIS-1: keeps every filter in the address, repeated names as lists", () => {
  const search = { q: "图像 a&b", task: ["fill-mask", "translation"], sort: "downloads" };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
  expect(stringifySearch({ q: "", task: [], sort: undefined })).toBe("");
});

it("reads names with odd values without inventing types", () => {
  expect(parseSearch("?q=1&official=true&x=")).toEqual({ q: "1", official: "true", x: "" });
  expect(listOf(undefined)).toEqual([]);
  expect(listOf("a")).toEqual(["a"]);
  expect(oneOf(["a", "b"])).toBe("a");
});
