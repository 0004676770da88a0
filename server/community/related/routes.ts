import * as endpoints from "#contract/community/related-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { linkAsset } from "./link-asset.ts";
import { listRelatedAssets } from "./list-related-assets.ts";
import { unlinkAsset } from "./unlink-asset.ts";

export function relatedRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.listRelatedAssets, ({ ctx, params, query }) =>
    listRelatedAssets(ctx, params, query),
  );
  mount(endpoints.linkAsset, ({ ctx, params }) => linkAsset(ctx, params));
  mount(endpoints.unlinkAsset, ({ ctx, params }) => unlinkAsset(ctx, params));
}
