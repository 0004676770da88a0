import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { cancelSubscription } from "./cancel-subscription.ts";
import { countSubscriptions } from "./count-subscriptions.ts";
import { createSubscription } from "./create-subscription.ts";
import { getOffer } from "./get-offer.ts";
import { listSubscribers } from "./list-subscribers.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { retrieveSubscription } from "./retrieve-subscription.ts";

const { subscriptions } = ENDPOINTS;

export function subscriptionsRoutes(mount: Mount<RequestContext>): void {
  mount(subscriptions.getOffer, ({ ctx, params }) => getOffer(ctx, params));
  mount(subscriptions.createSubscription, ({ ctx, params, body }) =>
    createSubscription(ctx, params, body),
  );
  mount(subscriptions.listSubscriptions, ({ ctx, query }) => listSubscriptions(ctx, query));
  mount(subscriptions.countSubscriptions, ({ ctx }) => countSubscriptions(ctx));
  mount(subscriptions.cancelSubscription, ({ ctx, params }) => cancelSubscription(ctx, params.id));
  mount(subscriptions.retrieveSubscription, ({ ctx, params }) =>
    retrieveSubscription(ctx, params.id),
  );
  mount(subscriptions.listSubscribers, ({ ctx, params, query }) =>
    listSubscribers(ctx, params, query),
  );
}
