import { type EndpointSamples, NOBODY } from "./sample.ts";

export const SUBSCRIPTION_SAMPLES = {
  "subscriptions.get-offer": {},
  "subscriptions.create-subscription": { body: { version: "not a version" } },
  "subscriptions.list-subscriptions": {},
  "subscriptions.count-subscriptions": {},
  "subscriptions.cancel-subscription": { params: { id: NOBODY } },
  "subscriptions.retrieve-subscription": { params: { id: NOBODY } },
  "subscriptions.list-subscribers": {},
} satisfies EndpointSamples;
