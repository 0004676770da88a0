import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { callOptions, listOptions } from "../../app/gallery.ts";
import { prefetch, prefetchList } from "../../app/query-client.ts";
import { rootRoute } from "../../app/root-route.ts";
import type { SearchParams } from "../../app/search-params.ts";
import { requireAccount } from "../../app/session.ts";
import { readArticleSearch, toArticleQuery } from "./list/article-search.ts";

export const articleRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/articles",
    validateSearch: (search: SearchParams) => search,
    loaderDeps: ({ search }) => search,
    loader: ({ context, deps }) => {
      const query = toArticleQuery(readArticleSearch(deps));
      prefetchList(context.queryClient, listOptions("community.list-articles", { query }));
    },
    component: lazyRouteComponent(() => import("./list/articles-page.tsx"), "ArticlesPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/new/article",
    beforeLoad: requireAccount,
    component: lazyRouteComponent(() => import("./drafts/drafts-page.tsx"), "DraftsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/new/article/$draft",
    beforeLoad: requireAccount,
    loader: ({ context, params }) => {
      prefetch(context.queryClient, callOptions("community.get-article-draft", { params }));
    },
    component: lazyRouteComponent(() => import("./editor/editor-page.tsx"), "ArticleEditorPage"),
  }),
];
