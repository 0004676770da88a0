import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ASSET_KINDS, KIND_PLURALS } from "#contract/kinds.ts";
import { callOptions, listOptions } from "../app/gallery.ts";
import { prefetch, prefetchList } from "../app/query-client.ts";
import { rootRoute } from "../app/root-route.ts";
import type { SearchParams } from "../app/search-params.ts";
import type { AssetPage } from "./asset/asset-page.ts";
import { SHELF } from "./home/shelf.ts";
import { readListSearch, toAssetQuery } from "./list/list-search.ts";

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  loader: ({ context }) => {
    for (const query of Object.values(SHELF)) {
      prefetch(context.queryClient, callOptions("assets.search-assets", { query }));
    }
  },
  component: lazyRouteComponent(() => import("./home/home-page.tsx"), "HomePage"),
});

const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/search",
  validateSearch: (search: SearchParams) => search,
  component: lazyRouteComponent(() => import("./list/search-page.tsx"), "SearchPage"),
});

/** Articles have a list of their own, by how they were liked (`community/articles`). */
const LISTED_KINDS = ASSET_KINDS.filter((kind) => kind !== "article");

const listRoutes = LISTED_KINDS.map((kind) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: `/${KIND_PLURALS[kind]}`,
    validateSearch: (search: SearchParams) => search,
    beforeLoad: () => ({ kind }),
    loaderDeps: ({ search }) => search,
    loader: ({ context, deps }) => {
      const query = toAssetQuery(readListSearch(deps), kind);
      prefetchList(context.queryClient, listOptions("assets.search-assets", { query }));
    },
    component: lazyRouteComponent(() => import("./list/kind-list-page.tsx"), "KindListPage"),
  }),
);

const namespaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/$owner",
  loader: ({ context, params }) => {
    prefetch(context.queryClient, callOptions("accounts.get-profile", { params }));
  },
  component: lazyRouteComponent(() => import("./namespace/namespace-page.tsx"), "NamespacePage"),
});

export const assetRoutes = [homeRoute, searchRoute, ...listRoutes, namespaceRoute];

export const cardPages: AssetPage[] = [
  {
    path: "/",
    component: lazyRouteComponent(() => import("./asset/card-page.tsx"), "CardPage"),
    prefetch: (queryClient, { address }) =>
      prefetch(queryClient, callOptions("assets.get-card", { params: address })),
  },
  {
    path: "edit",
    component: lazyRouteComponent(() => import("./card-editor/edit-card-page.tsx"), "EditCardPage"),
  },
  {
    path: "access-requests",
    component: lazyRouteComponent(
      () => import("./gate/access-requests-page.tsx"),
      "AccessRequestsPage",
    ),
  },
  {
    path: "delivery",
    component: lazyRouteComponent(
      () => import("./asset/delivery/delivery-page.tsx"),
      "DeliveryPage",
    ),
  },
  {
    path: "restrictions",
    component: lazyRouteComponent(
      () => import("./asset/delivery/restrictions-page.tsx"),
      "RestrictionsPage",
    ),
  },
  {
    path: "paper",
    component: lazyRouteComponent(() => import("./asset/paper/paper-page.tsx"), "PaperPage"),
  },
  {
    path: "comments",
    component: lazyRouteComponent(() => import("./asset/comments-page.tsx"), "CommentsPage"),
  },
  {
    path: "settings",
    component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage"),
  },
  {
    path: "statistics",
    component: lazyRouteComponent(
      () => import("./statistics/statistics-page.tsx"),
      "StatisticsPage",
    ),
  },
];
