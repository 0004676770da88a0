import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, AssetKind } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  NewSubscription,
  Subscriber,
  Subscription,
  SubscriptionOffer,
  SubscriptionState,
} from "./subscription.ts";

const BASE = "/assets/:kind/:owner/:name";
const OWN = "/me/subscriptions";
const One = z.object({ id: z.string().min(1).max(100) });
const Count = z.number().int();
const Counts = z.object({
  /** Of the chosen state, or of all. */
  kinds: z.partialRecord(AssetKind, Count),
  /** Of the chosen kind, or of all. */
  states: z.record(SubscriptionState, Count),
});

export const getOffer = endpoint({
  id: "subscriptions.get-offer",
  method: "GET",
  path: `${BASE}/subscription`,
  summary: "What subscribing to an asset means for the viewer, and their own subscription",
  access: { who: "anyone", scope: "read", right: "see" },
  params: Address,
  answer: { status: 200, body: SubscriptionOffer },
});

export const createSubscription = endpoint({
  id: "subscriptions.create-subscription",
  method: "POST",
  path: `${BASE}/subscription`,
  summary: "Subscribe to an asset under its present terms",
  access: { who: "signed-in", scope: "write", right: "see" },
  params: Address,
  body: NewSubscription,
  answer: { status: 201, body: Subscription },
  problems: [
    "subscription-not-offered",
    "own-asset",
    "already-subscribed",
    "asset-not-published",
    "access-needed",
    "consent-missing",
    "version-not-found",
  ],
  idempotent: true,
});

export const listSubscriptions = endpoint({
  id: "subscriptions.list-subscriptions",
  method: "GET",
  path: OWN,
  summary: "One's own subscriptions, newest first",
  access: { who: "signed-in", scope: "read" },
  query: PageQuery.extend({
    kind: AssetKind.optional(),
    state: SubscriptionState.optional(),
    q: z.string().max(200).optional(),
  }),
  answer: { status: 200, body: pageOf(Subscription).extend({ counts: Counts }) },
});

export const countSubscriptions = endpoint({
  id: "subscriptions.count-subscriptions",
  method: "GET",
  path: `${OWN}/counts`,
  summary: "How many subscriptions one has, by kind and by state",
  access: { who: "signed-in", scope: "read" },
  answer: { status: 200, body: Counts },
});

export const cancelSubscription = endpoint({
  id: "subscriptions.cancel-subscription",
  method: "POST",
  path: `${OWN}/:id/cancel`,
  summary: "Put a subscription away; its time runs on",
  access: { who: "signed-in", scope: "write" },
  params: One,
  answer: { status: 200, body: Subscription },
  problems: ["subscription-not-found", "subscription-not-cancellable", "subscription-over"],
});

export const retrieveSubscription = endpoint({
  id: "subscriptions.retrieve-subscription",
  method: "POST",
  path: `${OWN}/:id/retrieve`,
  summary: "Take a cancelled subscription up again, under its original quota",
  access: { who: "signed-in", scope: "write" },
  params: One,
  answer: { status: 200, body: Subscription },
  problems: ["subscription-not-found", "subscription-over"],
});

export const listSubscribers = endpoint({
  id: "subscriptions.list-subscribers",
  method: "GET",
  path: `${BASE}/subscribers`,
  summary: "Who subscribes to an asset, newest first",
  access: { who: "signed-in", scope: "read", right: "manage" },
  params: Address,
  query: PageQuery.extend({ state: SubscriptionState.optional() }),
  answer: {
    status: 200,
    body: pageOf(Subscriber).extend({ counts: z.record(SubscriptionState, Count) }),
  },
});
