import * as endpoints from "#contract/assets/lineage-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { getLineage } from "./get-lineage.ts";
import { listDerivedAssets } from "./list-derived-assets.ts";

export function lineageRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getLineage, ({ ctx, params }) => getLineage(ctx, params));
  mount(endpoints.listDerivedAssets, ({ ctx, params, query }) =>
    listDerivedAssets(ctx, params, query),
  );
}
