import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ASSET_KINDS, KIND_PLURALS } from "#contract/kinds.ts";
import { rootRoute } from "../app/root-route.ts";
import type { SearchParams } from "../app/search-params.ts";
import type { AssetPage } from "./asset/asset-page.ts";

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home-page.tsx"), "HomePage"),
});

const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/search",
  validateSearch: (search: SearchParams) => search,
  component: lazyRouteComponent(() => import("./list/search-page.tsx"), "SearchPage"),
});

const listRoutes = ASSET_KINDS.map((kind) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: `/${KIND_PLURALS[kind]}`,
    validateSearch: (search: SearchParams) => search,
    beforeLoad: () => ({ kind }),
    component: lazyRouteComponent(() => import("./list/kind-list-page.tsx"), "KindListPage"),
  }),
);

const namespaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/$owner",
  component: lazyRouteComponent(() => import("./namespace/namespace-page.tsx"), "NamespacePage"),
});

export const assetRoutes = [homeRoute, searchRoute, ...listRoutes, namespaceRoute];

export const cardPages: AssetPage[] = [
  { path: "/", component: lazyRouteComponent(() => import("./asset/card-page.tsx"), "CardPage") },
  {
    path: "settings",
    component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage"),
  },
];
