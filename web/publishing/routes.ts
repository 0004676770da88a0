import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root-route.ts";
import { requireAccount } from "../app/session.ts";
import type { AssetPage } from "../assets/asset/asset-page.ts";

export const publishingRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/legal/$agreement",
    component: lazyRouteComponent(() => import("./agreement-page.tsx"), "AgreementPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/publish/version",
    beforeLoad: requireAccount,
    component: lazyRouteComponent(
      () => import("./versions/add-version-page.tsx"),
      "AddVersionPage",
    ),
  }),
];

export const listingPages: AssetPage[] = [
  {
    path: "versions",
    component: lazyRouteComponent(() => import("./versions/versions-page.tsx"), "VersionsPage"),
  },
];
