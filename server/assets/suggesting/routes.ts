import * as completeness from "#contract/assets/completeness-endpoints.ts";
import * as endpoints from "#contract/assets/suggestion-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { getCompleteness } from "../get-completeness.ts";
import { searchOverview } from "./search-overview.ts";
import { suggest } from "./suggest.ts";

export function suggestingRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.suggest, ({ ctx, query }) => suggest(ctx, query.q));
  mount(endpoints.searchOverview, ({ ctx, query }) => searchOverview(ctx, query.q));
  mount(completeness.getCompleteness, ({ ctx, params }) => getCompleteness(ctx, params));
}
