import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";
import type { SearchParams } from "../../app/search-params.ts";
import { requireAccount } from "../../app/session.ts";

const component = lazyRouteComponent(() => import("./new-asset-page.tsx"), "NewAssetPage");

export const creationRoutes = ["/new", "/new/$kind"].map((path) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path,
    validateSearch: (search: SearchParams) => search,
    beforeLoad: requireAccount,
    component,
  }),
);
