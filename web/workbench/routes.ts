import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../app/root-route.ts";
import type { SearchParams } from "../app/search-params.ts";
import { requireAccount } from "../app/session.ts";

const workbenchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/workbench",
  validateSearch: (search: SearchParams) => search,
  beforeLoad: requireAccount,
});

const pages = [
  createRoute({
    getParentRoute: () => workbenchRoute,
    path: "/",
    beforeLoad: () => redirect({ href: "/workbench/datasets", throw: true, replace: true }),
  }),
  createRoute({
    getParentRoute: () => workbenchRoute,
    path: "datasets",
    component: lazyRouteComponent(() => import("./datasets-page.tsx"), "DatasetsPage"),
  }),
];

export const workbenchRoutes = [workbenchRoute.addChildren(pages)];
