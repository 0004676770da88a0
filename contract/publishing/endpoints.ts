import { z } from "zod";
import { ListingState, Visibility } from "../assets/asset.ts";
import { endpoint } from "../endpoint.ts";
import { Address, NamespaceSummary, Timestamp } from "../fields.ts";
import { Finding } from "./finding.ts";
import { KindFacts, Publication } from "./publication.ts";
import { OwnReview } from "./review.ts";
import { RegionId } from "./regions.ts";

export { Finding, Publication };

const BASE = "/assets/:kind/:owner/:name/listing";
const MANAGE = { who: "signed-in", scope: "write", right: "manage" } as const;

export const Listing = z.object({
  state: ListingState,
  visibility: Visibility,
  requestedVisibility: Visibility.nullable(),
  /** What this kind says beside its card, and where it may be used. */
  facts: KindFacts,
  regions: z.array(RegionId),
  /** Of visibility "specified users"; only shown to those who manage the asset. */
  audience: z.array(NamespaceSummary),
  findings: z.array(Finding),
  reason: z.string().nullable(),
  /** The last one, of the listing or of a commit on it. */
  review: OwnReview.nullable(),
  /** Files that only those who may write read, for the security scan found them dangerous. */
  closedFiles: z.array(z.string()),
  submittedAt: Timestamp.nullable(),
  publishedAt: Timestamp.nullable(),
  history: z.array(
    z.object({
      from: ListingState,
      to: ListingState,
      at: Timestamp,
      reason: z.string().nullable(),
    }),
  ),
});
export type Listing = z.infer<typeof Listing>;

export const getListing = endpoint({
  id: "publishing.get-listing",
  method: "GET",
  path: BASE,
  summary: "State, findings and history of a listing",
  access: { ...MANAGE, scope: "read" },
  params: Address,
  answer: { status: 200, body: Listing },
});

export const publishAsset = endpoint({
  id: "publishing.publish-asset",
  method: "POST",
  path: BASE,
  summary: "Submit a draft, rejected or failed listing: checks run, then review, then the shelf",
  access: MANAGE,
  params: Address,
  body: Publication,
  answer: { status: 200, body: Listing },
  problems: [
    "listing-state-wrong",
    "visibility-cannot-narrow",
    "consent-missing",
    "agreement-outdated",
    "not-onboarded",
    "sensitive-words",
    "version-exists",
  ],
});

export const retryPublishing = endpoint({
  id: "publishing.retry-publishing",
  method: "POST",
  path: `${BASE}/retry`,
  summary: "Run a failed publication again",
  access: MANAGE,
  params: Address,
  answer: { status: 200, body: Listing },
  problems: ["listing-state-wrong"],
});

export const withdrawListing = endpoint({
  id: "publishing.withdraw-listing",
  method: "POST",
  path: `${BASE}/withdraw`,
  summary: "Take a listing back from review: it is a draft again",
  access: MANAGE,
  params: Address,
  answer: { status: 200, body: Listing },
  problems: ["listing-state-wrong"],
});

export const unlistAsset = endpoint({
  id: "publishing.unlist-asset",
  method: "POST",
  path: `${BASE}/unlist`,
  summary: "Take a published listing off the shelf",
  access: MANAGE,
  params: Address,
  answer: { status: 200, body: Listing },
  problems: ["listing-state-wrong"],
});

export const relistAsset = endpoint({
  id: "publishing.relist-asset",
  method: "POST",
  path: `${BASE}/relist`,
  summary: "Put an unlisted asset back on the shelf",
  access: MANAGE,
  params: Address,
  answer: { status: 200, body: Listing },
  problems: ["listing-state-wrong"],
});

export const changeVisibility = endpoint({
  id: "publishing.change-visibility",
  method: "PATCH",
  path: BASE,
  summary: "Widen the visibility, or change the specified users",
  access: MANAGE,
  params: Address,
  body: z.object({
    visibility: Visibility.optional(),
    audience: z.array(z.string().max(200)).max(1000).optional(),
  }),
  answer: { status: 200, body: Listing },
  problems: ["visibility-cannot-narrow", "review-required"],
});
export * from "./kind-endpoints.ts";
export * from "./version-endpoints.ts";
export * from "./terms-endpoints.ts";
export * from "./review-endpoints.ts";
