import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { changeVisibility } from "./change-visibility.ts";
import { getListing } from "./get-listing.ts";
import { kindRoutes } from "./kinds/routes.ts";
import { publishAsset } from "./publish-asset.ts";
import { relistAsset } from "./relist-asset.ts";
import { reviewRoutes } from "./review/routes.ts";
import { retryPublishing } from "./retry-publishing.ts";
import { termsRoutes } from "./terms/routes.ts";
import { unlistAsset } from "./unlist-asset.ts";
import { versionRoutes } from "./versions/routes.ts";
import { withdrawListing } from "./withdraw-listing.ts";

const { publishing } = ENDPOINTS;

export function publishingRoutes(mount: Mount<RequestContext>): void {
  termsRoutes(mount);
  mount(publishing.getListing, ({ ctx, params }) => getListing(ctx, params));
  mount(publishing.publishAsset, ({ ctx, params, body }) => publishAsset(ctx, params, body));
  mount(publishing.retryPublishing, ({ ctx, params }) => retryPublishing(ctx, params));
  mount(publishing.withdrawListing, ({ ctx, params }) => withdrawListing(ctx, params));
  mount(publishing.unlistAsset, ({ ctx, params }) => unlistAsset(ctx, params));
  mount(publishing.relistAsset, ({ ctx, params }) => relistAsset(ctx, params));
  mount(publishing.changeVisibility, ({ ctx, params, body }) =>
    changeVisibility(ctx, params, body),
  );
  kindRoutes(mount);
  reviewRoutes(mount);
  versionRoutes(mount);
}
