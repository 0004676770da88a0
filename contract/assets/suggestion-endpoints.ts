import { endpoint } from "../endpoint.ts";
import { OverviewQuery, SearchOverview, SuggestionQuery, Suggestions } from "./suggestion.ts";

export const suggest = endpoint({
  id: "assets.suggest",
  method: "GET",
  path: "/suggestions",
  summary: "A few assets, articles, organisations and people for words that are still being typed",
  access: { who: "anyone", scope: "read" },
  query: SuggestionQuery,
  answer: { status: 200, body: Suggestions },
});

export const searchOverview = endpoint({
  id: "assets.search-overview",
  method: "GET",
  path: "/search",
  summary: "The best matches of every kind, with organisations and people",
  access: { who: "anyone", scope: "read" },
  query: OverviewQuery,
  answer: { status: 200, body: SearchOverview },
});
