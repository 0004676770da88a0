import * as endpoints from "#contract/assets/lookup-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { findAsset } from "./find-asset.ts";

export function lookupRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.findAsset, ({ ctx, params }) => findAsset(ctx, params.id));
}
