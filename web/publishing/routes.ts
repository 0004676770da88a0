import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root-route.ts";

export const publishingRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/legal/$agreement",
    component: lazyRouteComponent(() => import("./agreement-page.tsx"), "AgreementPage"),
  }),
];
