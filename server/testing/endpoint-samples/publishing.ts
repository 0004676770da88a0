import { type EndpointSamples, NOBODY } from "./sample.ts";

export const PUBLISHING_SAMPLES = {
  "publishing.get-terms": {},
  "publishing.set-terms": { body: { duration: null, channels: null, renews: false } },
  "publishing.get-listing": {},
  "publishing.publish-asset": {
    body: {
      visibility: "restricted",
      audience: [NOBODY],
      description: "d",
      licence: "mit",
      acceptsAgreements: true,
    },
  },
  "publishing.retry-publishing": {},
  "publishing.withdraw-listing": {},
  "publishing.unlist-asset": {},
  "publishing.relist-asset": {},
  "publishing.list-versions": {},
  "publishing.get-version": { params: { number: "1.0.0" } },
  "publishing.add-version": { body: { number: "1.0.0", revision: "none" } },
  "publishing.edit-version": { params: { number: "1.0.0" }, body: {} },
  "publishing.take-version-offline": { params: { number: "1.0.0" } },
  "publishing.bring-version-online": { params: { number: "1.0.0" } },
  "publishing.retry-version": { params: { number: "1.0.0" } },
  "publishing.discard-version": { params: { number: "1.0.0" } },
  "publishing.list-regions": {},
  "publishing.list-reviews": {},
  "publishing.get-review": { params: { id: NOBODY } },
  "publishing.decide-review": {
    params: { id: NOBODY },
    body: { decision: "reject", reason: "none", commit: null },
  },
  "publishing.change-visibility": { body: { audience: [NOBODY] } },
  "publishing.get-facts": {},
  "publishing.edit-facts": { body: { regions: [] } },
} satisfies EndpointSamples;
