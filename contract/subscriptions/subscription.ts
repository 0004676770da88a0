import { z } from "zod";
import { AcceptedAgreements } from "../accounts/agreement.ts";
import { AssetSummary } from "../assets/asset.ts";
import { Address, NamespaceSummary, Timestamp } from "../fields.ts";
import { Terms } from "../publishing/terms.ts";

/** `cancelled` hides it while its time runs on; `expired` is over for good (DIS-6). */
export const SubscriptionState = z.enum(["active", "cancelled", "expired"]);
export type SubscriptionState = z.infer<typeof SubscriptionState>;

/** What every subscription tells, to its holder and to the owner of the asset. */
const Quota = z.object({
  state: SubscriptionState,
  /** The version that was chosen, `x.y.z`; null: the asset had none. */
  version: z.string().nullable(),
  /** Those of the day it began. */
  terms: Terms,
  startsAt: Timestamp,
  /** Of the running period; null: without end. */
  endsAt: Timestamp.nullable(),
  /** Whole days until then, the begun one counted; null: without end. */
  daysLeft: z.number().int().nullable(),
  /** How often it has renewed itself. */
  renewals: z.number().int(),
});

/** DIS-6: one's right to use an asset. */
export const Subscription = Quota.extend({
  id: z.string(),
  address: Address,
  /** Null once the asset is no longer shown to its subscriber. */
  asset: AssetSummary.nullable(),
  cancelledAt: Timestamp.nullable(),
  abilities: z.object({ cancel: z.boolean(), retrieve: z.boolean() }),
});
export type Subscription = z.infer<typeof Subscription>;

/** DIS-6, as the owner of the asset sees it. */
export const Subscriber = Quota.extend({ account: NamespaceSummary });
export type Subscriber = z.infer<typeof Subscriber>;

export const NewSubscription = z.object({
  /** `x.y.z`; the highest available one when absent. */
  version: z.string().min(1).max(100).optional(),
  /** What the offer asks for, in the versions that were read. */
  consents: AcceptedAgreements.default([]),
});
export type NewSubscription = z.input<typeof NewSubscription>;

/** Why one cannot subscribe now. */
export const SubscriptionObstacle = z.enum([
  /** An article is read, and needs no right to be used. */
  "not-offered",
  "signed-out",
  "own-asset",
  "not-published",
  "access-needed",
]);
export type SubscriptionObstacle = z.infer<typeof SubscriptionObstacle>;

/** DIS-5: what subscribing means for this viewer. */
export const SubscriptionOffer = z.object({
  /** One's own that is not over. */
  subscription: Subscription.nullable(),
  obstacle: SubscriptionObstacle.nullable(),
  terms: Terms,
  /** What must be accepted: nothing for official assets. */
  agreements: AcceptedAgreements,
});
export type SubscriptionOffer = z.infer<typeof SubscriptionOffer>;
