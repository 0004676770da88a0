import { expect, it } from "vitest";
import { stringifySearch } from "../../app/search-params.ts";
import {
  readDiscussionSearch,
  toDiscussionQuery,
  writeDiscussionSearch,
} from "./discussion-search.ts";

it("COM-1: the address of a list keeps what was chosen, and nothing that is usual", () => {
  const usual = readDiscussionSearch({});
  expect(stringifySearch(writeDiscussionSearch(usual))).toBe("");
  expect(toDiscussionQuery(usual)).toEqual({ state: "open" });
  const chosen = { state: "closed", type: "pull-request", author: "alice" } as const;
  expect(readDiscussionSearch(writeDiscussionSearch(chosen))).toEqual(chosen);
  expect(toDiscussionQuery(chosen)).toEqual(chosen);
});

it("COM-1: takes what is no choice for the usual", () => {
  const search = { state: "burning", type: ["pets", "x"], author: "a".repeat(900) };
  expect(readDiscussionSearch(search)).toEqual({
    state: "open",
    type: "all",
    author: "a".repeat(200),
  });
});
