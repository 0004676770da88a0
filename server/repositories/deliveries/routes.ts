import * as endpoints from "#contract/repositories/transfer-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { requireRepository } from "../require-repository.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { cancelDelivery, getDelivery, retryDelivery } from "./move-delivery.ts";
import { startDelivery } from "./start-delivery.ts";

export function deliveryRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.startDelivery, async ({ ctx, params, body }) =>
    startDelivery(ctx, await requireRepository(ctx, params, "read"), body),
  );
  mount(endpoints.listDeliveries, ({ ctx, query }) => listDeliveries(ctx, query));
  mount(endpoints.getDelivery, ({ ctx, params }) => getDelivery(ctx, params.id));
  mount(endpoints.cancelDelivery, ({ ctx, params }) => cancelDelivery(ctx, params.id));
  mount(endpoints.retryDelivery, ({ ctx, params }) => retryDelivery(ctx, params.id));
}
