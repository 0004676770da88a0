import type { Address } from "#contract/fields.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import type { RequestContext } from "../context.ts";
import { createSubscription, getOffer } from "../subscriptions/index.ts";

export const UNLIMITED: Terms = { duration: null, channels: null, renews: false };
export const TEN_DAYS: Terms = { ...UNLIMITED, duration: { count: 10, unit: "day" } };
export const DAY_MS = 86_400_000;

/** Subscribes as the page does: with consent to all that the offer asks for. */
export async function subscribe(ctx: RequestContext, address: Address): Promise<Subscription> {
  const { agreements } = await getOffer(ctx, address);
  return createSubscription(ctx, address, { consents: agreements });
}
