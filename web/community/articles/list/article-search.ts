import { oneOf, type SearchParams } from "../../../app/search-params.ts";

export type ArticleSearch = { q: string; category: string | null; sort: "newest" | "likes" };

export function readArticleSearch({ q, category, sort }: SearchParams): ArticleSearch {
  return {
    q: (oneOf(q) ?? "").slice(0, 200),
    category: oneOf(category) ?? null,
    sort: oneOf(sort) === "likes" ? "likes" : "newest",
  };
}

/** As the API is asked. */
export function toArticleQuery({ q, category, sort }: ArticleSearch) {
  return {
    sort,
    limit: 20,
    ...(q === "" ? {} : { q }),
    ...(category === null ? {} : { category }),
  };
}
