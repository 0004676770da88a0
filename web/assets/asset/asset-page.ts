import { createRoute, type RouteComponent, lazyRouteComponent } from "@tanstack/react-router";
import { ASSET_KINDS, type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { callOptions } from "../../app/gallery.ts";
import { prefetch } from "../../app/query-client.ts";
import { rootRoute } from "../../app/root-route.ts";

/** A page inside an asset, below its header: `{ path: "commits/$revision", component: lazy… }`. */
export type AssetPage = {
  /** Below `/{owner}/{name}`; "/" is the asset's own address. */
  path: string;
  component: RouteComponent;
};

/** The routes of every kind's assets, each with all `pages`. */
export function assetPageRoutes(pages: readonly AssetPage[]) {
  return ASSET_KINDS.map((kind) => {
    const layout = layoutRoute(kind);
    return layout.addChildren(
      pages.map(({ path, component }) =>
        createRoute({ getParentRoute: () => layout, path, component }),
      ),
    );
  });
}

function layoutRoute(kind: AssetKind) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path: kind === "model" ? "/$owner/$name" : `/${KIND_PLURALS[kind]}/$owner/$name`,
    beforeLoad: () => ({ kind }),
    loader: ({ context, params }) => {
      const { owner, name } = params;
      const address = { params: { kind, owner, name } };
      prefetch(context.queryClient, callOptions("assets.get-asset", address));
    },
    component: lazyRouteComponent(() => import("./asset-layout.tsx"), "AssetLayout"),
  });
}
