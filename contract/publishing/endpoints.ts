import { z } from "zod";
import { Description, ListingState, Visibility } from "../assets/asset.ts";
import { endpoint } from "../endpoint.ts";
import { Address, NamespaceSummary, Timestamp } from "../fields.ts";
import { asIssue } from "../issues.ts";
import { Finding } from "./finding.ts";

export { Finding };

const BASE = "/assets/:kind/:owner/:name/listing";
const MANAGE = { who: "signed-in", scope: "write", right: "manage" } as const;

export const Listing = z.object({
  state: ListingState,
  visibility: Visibility,
  requestedVisibility: Visibility.nullable(),
  /** Of visibility "specified users"; only shown to those who manage the asset. */
  audience: z.array(NamespaceSummary),
  findings: z.array(Finding),
  reason: z.string().nullable(),
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

/** PUB-1. */
export const Publication = z.object({
  visibility: Visibility,
  /** Account names, with visibility `restricted` only. */
  audience: z.array(z.string().max(200)).max(1000).default([]),
  description: Description.refine(
    (value) => value.length > 0,
    asIssue("required", "description is required"),
  ),
  licence: z.string().min(1, "licence is required").max(100),
  tasks: z.array(z.string().max(100)).max(20).default([]),
  dataTypes: z.array(z.string().max(100)).max(20).default([]),
  /** Consent to the content-publishing and the service agreement (PUB-8). */
  acceptsAgreements: z.literal(true, "the agreements must be accepted"),
});
export type Publication = z.infer<typeof Publication>;

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
  problems: ["listing-state-wrong", "visibility-cannot-narrow", "consent-missing"],
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
