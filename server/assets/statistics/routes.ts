import * as endpoints from "#contract/assets/statistics-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { getStatistics } from "./get-statistics.ts";

export function statisticsRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getStatistics, ({ ctx, params, query }) => getStatistics(ctx, params, query));
}
