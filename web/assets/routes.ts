import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../app/root-route.ts";
import type { AssetPage } from "./asset/asset-page.ts";

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./home/home-page.tsx"), "HomePage"),
});

export const assetRoutes = [homeRoute];

export const cardPages: AssetPage[] = [
  { path: "/", component: lazyRouteComponent(() => import("./asset/card-page.tsx"), "CardPage") },
];
