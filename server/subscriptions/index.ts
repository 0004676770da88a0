export { createSubscription } from "./create-subscription.ts";
export { getOffer } from "./get-offer.ts";
export { isSubscriber } from "./has-subscribers.ts";
export { handleSubscriptionJobs } from "./jobs.ts";
export { keepSubscribed } from "./keep-subscribed.ts";
export { subscriptionsRoutes } from "./routes.ts";
export { subscribeSubscriptions } from "./tell-subscribers.ts";
