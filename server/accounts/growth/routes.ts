import * as endpoints from "#contract/accounts/growth-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { checkIn } from "./check-in.ts";
import { getGrowth } from "./get-growth.ts";
import { type GrowthPorts, listGrowth } from "./list-growth.ts";

export function growthRoutes(mount: Mount<RequestContext>, ports: GrowthPorts): void {
  mount(endpoints.getGrowth, ({ ctx }) => getGrowth(ctx));
  mount(endpoints.checkIn, ({ ctx }) => checkIn(ctx));
  mount(endpoints.listGrowth, ({ ctx, params, query }) =>
    listGrowth(ctx, { ...params, ...query }, ports),
  );
}
