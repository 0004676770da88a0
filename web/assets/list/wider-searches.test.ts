import { expect, it } from "vitest";
import { parseSearch } from "../../app/search-params.ts";
import { readListSearch, writeListSearch } from "./list-search.ts";
import { widerSearches } from "./wider-searches.ts";

it("DIS-1: where nothing is found, each condition can be dropped by itself", () => {
  const search = readListSearch(parseSearch("?q=owl&task=a&task=b&licence=mit&official=true"));
  const wider = widerSearches(search).map((each) => [each.without, writeListSearch(each.search)]);
  expect(wider).toEqual([
    ["task", { q: "owl", licence: ["mit"], official: "true" }],
    ["licence", { q: "owl", task: ["a", "b"], official: "true" }],
    ["official", { q: "owl", task: ["a", "b"], licence: ["mit"] }],
    ["words", { task: ["a", "b"], licence: ["mit"], official: "true" }],
  ]);
  expect(widerSearches(readListSearch({}))).toEqual([]);
});

it("keeps an order that was chosen when the words are dropped", () => {
  const [wider] = widerSearches(readListSearch({ q: "owl", sort: "downloads" }));
  expect(wider?.search).toMatchObject({ q: "", sort: "downloads" });
});
