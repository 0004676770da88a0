import { oneOf, type SearchParams } from "../../app/search-params.ts";

/** What a list of threads is narrowed to; it stands in the page's address. */
export type DiscussionSearch = {
  state: "open" | "closed";
  type: "all" | "discussion" | "pull-request";
  author: string;
};

export function readDiscussionSearch(search: SearchParams): DiscussionSearch {
  const type = oneOf(search["type"]);
  return {
    state: oneOf(search["state"]) === "closed" ? "closed" : "open",
    type: type === "discussion" || type === "pull-request" ? type : "all",
    author: oneOf(search["author"])?.slice(0, 200) ?? "",
  };
}

/** What is usual is left out of the address. */
export function writeDiscussionSearch({ state, type, author }: DiscussionSearch) {
  return {
    state: state === "open" ? "" : state,
    type: type === "all" ? "" : type,
    author,
  };
}

export function toDiscussionQuery({ state, type, author }: DiscussionSearch) {
  return {
    state,
    ...(type === "all" ? {} : { type }),
    ...(author === "" ? {} : { author }),
  };
}
