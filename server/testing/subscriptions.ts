import type { Address } from "#contract/fields.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import type { RequestContext } from "../context.ts";
import { setTerms } from "../publishing/index.ts";
import { findRepository } from "../repositories/index.ts";
import { createSubscription, getOffer } from "../subscriptions/index.ts";
import { type anAsset, aPublishedAsset } from "./assets.ts";
import type { TestContext } from "./context.ts";

export const UNLIMITED: Terms = { duration: null, channels: null, renews: false };
export const TEN_DAYS: Terms = { ...UNLIMITED, duration: { count: 10, unit: "day" } };
export const DAY_MS = 86_400_000;

/** Subscribes as the page does: with consent to all that the offer asks for. */
export async function subscribe(ctx: RequestContext, address: Address): Promise<Subscription> {
  const { agreements } = await getOffer(ctx, address);
  return createSubscription(ctx, address, { consents: agreements });
}

/** A published asset of the viewer that is for subscribers, ten days each. */
export async function aLimitedAsset(
  owner: TestContext,
  asset: Parameters<typeof anAsset>[1] = {},
): Promise<Address> {
  const address = await aPublishedAsset(owner, asset);
  await setTerms(owner, address, TEN_DAYS);
  return address;
}

/** What somebody may do: 0 nothing, 1 see, 2 read. */
export async function levelOf(who: TestContext, address: Address): Promise<number> {
  return (await findRepository(who, address))?.level ?? 0;
}
