import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ASSET_KINDS, KIND_PLURALS } from "#contract/kinds.ts";
import { rootRoute } from "../app/root-route.ts";
import type { SearchParams } from "../app/search-params.ts";
import { requireAccount } from "../app/session.ts";

const meRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/me",
  validateSearch: (search: SearchParams) => search,
  beforeLoad: requireAccount,
  component: lazyRouteComponent(() => import("./me-layout.tsx"), "MeLayout"),
});

const ownAssets = lazyRouteComponent(() => import("./own-assets-page.tsx"), "OwnAssetsPage");

const pages = [
  createRoute({ getParentRoute: () => meRoute, path: "/", component: ownAssets }),
  ...ASSET_KINDS.map((kind) =>
    createRoute({
      getParentRoute: () => meRoute,
      path: KIND_PLURALS[kind],
      beforeLoad: () => ({ kind }),
      component: ownAssets,
    }),
  ),
  createRoute({
    getParentRoute: () => meRoute,
    path: "storage",
    component: lazyRouteComponent(
      () => import("../repositories/storage/owner-storage-page.tsx"),
      "OwnerStoragePage",
    ),
  }),
  createRoute({
    getParentRoute: () => meRoute,
    path: "notices",
    component: lazyRouteComponent(
      () => import("../accounts/notices/notices-page.tsx"),
      "NoticesPage",
    ),
  }),
  createRoute({
    getParentRoute: () => meRoute,
    path: "requests",
    component: lazyRouteComponent(() => import("../assets/gate/requests-page.tsx"), "RequestsPage"),
  }),
  createRoute({
    getParentRoute: () => meRoute,
    path: "downloads",
    component: lazyRouteComponent(
      () => import("../repositories/deliveries/downloads-page.tsx"),
      "DownloadsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => meRoute,
    path: "subscriptions",
    component: lazyRouteComponent(
      () => import("../subscriptions/subscriptions-page.tsx"),
      "SubscriptionsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => meRoute,
    path: "favourites",
    component: lazyRouteComponent(() => import("./favourites-page.tsx"), "FavouritesPage"),
  }),
];

export const meRoutes = [meRoute.addChildren(pages)];
