import { expect, it } from "vitest";
import type { Suggestions } from "#contract/assets/suggestion.ts";
import { choicesOf } from "./choices.ts";

const owner = { name: "ada", kind: "user", nickname: "Ada", avatarUrl: null } as const;
const asset = {
  id: "1",
  owner,
  title: "",
  titleZh: "",
  description: "",
  isOfficial: false,
} as const;
const FOUND: Suggestions = {
  assets: [
    { ...asset, kind: "model", name: "whale" },
    { ...asset, kind: "dataset", name: "whales" },
  ],
  articles: [{ ...asset, kind: "article", name: "on-whales" }],
  namespaces: [owner],
};
const hrefs = (...of: Parameters<typeof choicesOf>) =>
  choicesOf(...of).map(({ name, choices }) => [name, ...choices.map(({ href }) => href)]);

it("DIS-1: offers the search first, then what it finds by sort", () => {
  expect(hrefs("wha", [], FOUND)).toEqual([
    ["all", "/search?q=wha"],
    ["assets", "/ada/whale", "/datasets/ada/whales"],
    ["articles", "/articles/ada/on-whales"],
    ["namespaces", "/ada"],
  ]);
});

it("offers earlier searches in an empty field, and of those that begin alike two", () => {
  const recent = ["Whale", "whale song", "seal", "whales", "whale shark"];
  expect(hrefs("  ", recent, FOUND)).toEqual([
    [
      "recent",
      ...["Whale", "whale+song", "seal", "whales", "whale+shark"].map((q) => `/search?q=${q}`),
    ],
  ]);
  expect(hrefs("whale", recent, undefined)).toEqual([
    ["all", "/search?q=whale"],
    ["recent", "/search?q=whale+song", "/search?q=whales"],
  ]);
  expect(hrefs("", [], undefined)).toEqual([]);
});

it("makes addresses of whatever is typed", () => {
  expect(hrefs('"><script>&q=2#', [], undefined)).toEqual([
    ["all", "/search?q=%22%3E%3Cscript%3E%26q%3D2%23"],
  ]);
});
