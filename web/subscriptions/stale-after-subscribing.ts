/** Answers that subscribing, cancelling and retrieving outdate. */
export const STALE_AFTER_SUBSCRIBING = [
  "subscriptions.get-offer",
  "subscriptions.list-subscriptions",
  "subscriptions.count-subscriptions",
  "assets.get-asset",
  "publishing.list-versions",
] as const;
