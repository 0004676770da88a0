import type { QueryClient } from "@tanstack/react-query";
import { createRoute, type RouteComponent, lazyRouteComponent } from "@tanstack/react-router";
import type { Address } from "#contract/fields.ts";
import { ASSET_KINDS, type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { callOptions } from "../../app/gallery.ts";
import { prefetch } from "../../app/query-client.ts";
import { rootRoute } from "../../app/root-route.ts";
import { newestVersionOptions } from "../../publishing/versions/use-versions.ts";

/** Where a page inside an asset is: no revision means the default branch. */
export type PlaceInAsset = { address: Address; revision: string; path: string };

/** A page inside an asset, below its header: `{ path: "commits/$revision", component: lazy… }`. */
export type AssetPage = {
  /** Below `/{owner}/{name}`; "/" is the asset's own address. */
  path: string;
  component: RouteComponent;
  /** Starts the page's calls, on hover already; see `prefetch` in app/query-client.ts. */
  prefetch?: (queryClient: QueryClient, place: PlaceInAsset) => void;
};

/** The routes of every kind's assets, each with all `pages`. */
export function assetPageRoutes(pages: readonly AssetPage[]) {
  return ASSET_KINDS.map((kind) => {
    const layout = layoutRoute(kind);
    return layout.addChildren(pages.map((page) => pageRoute(layout, kind, page)));
  });
}

function layoutRoute(kind: AssetKind) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path: kind === "model" ? "/$owner/$name" : `/${KIND_PLURALS[kind]}/$owner/$name`,
    beforeLoad: () => ({ kind }),
    loader: ({ context, params: { owner, name } }) => {
      prefetch(
        context.queryClient,
        callOptions("assets.get-asset", { params: { kind, owner, name } }),
      );
      prefetch(
        context.queryClient,
        callOptions("community.get-board", { params: { kind, owner, name } }),
      );
      prefetch(context.queryClient, newestVersionOptions({ kind, owner, name }));
    },
    component: lazyRouteComponent(() => import("./asset-layout.tsx"), "AssetLayout"),
  });
}

function pageRoute(layout: ReturnType<typeof layoutRoute>, kind: AssetKind, page: AssetPage) {
  return createRoute({
    getParentRoute: () => layout,
    path: page.path,
    component: page.component,
    loader: ({ context, params }) => {
      const { owner, name, revision = "", _splat: path = "" } = params as PageParams;
      page.prefetch?.(context.queryClient, { address: { kind, owner, name }, revision, path });
    },
  });
}

/** A page's path is only known as text here, and so are its parameters. */
type PageParams = { owner: string; name: string; revision?: string; _splat?: string };
