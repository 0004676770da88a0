import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AssetKind } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { Review, ReviewState, ReviewSubject, ReviewSummary, ReviewVerdict } from "./review.ts";

const BASE = "/console/reviews";
const OneReview = z.object({ id: z.string().min(1).max(100) });
const YEAR_HOURS = 8784;

export const listReviews = endpoint({
  id: "publishing.list-reviews",
  method: "GET",
  path: BASE,
  summary: "The review desk: what waits, the longest waiting first; or what was decided",
  access: { who: "administrator", scope: "read" },
  query: PageQuery.extend({
    state: ReviewState.default("open"),
    subject: ReviewSubject.optional(),
    kind: AssetKind.optional(),
    /** Only what was opened at least so many hours ago. */
    waitingHours: z.coerce.number().int().min(0).max(YEAR_HOURS).optional(),
  }),
  answer: {
    status: 200,
    body: pageOf(ReviewSummary).extend({
      /** With these filters; not counted beyond 10,000. */
      total: z.number().int(),
    }),
  },
});

export const getReview = endpoint({
  id: "publishing.get-review",
  method: "GET",
  path: `${BASE}/:id`,
  summary: "One review: content, findings and decisions",
  access: { who: "administrator", scope: "read" },
  params: OneReview,
  answer: { status: 200, body: Review },
  problems: ["review-not-found"],
});

export const decideReview = endpoint({
  id: "publishing.decide-review",
  method: "POST",
  path: `${BASE}/:id/decision`,
  summary: "Approve or reject what was submitted; the first of two approvals keeps it open",
  access: { who: "administrator", scope: "write" },
  params: OneReview,
  body: ReviewVerdict,
  answer: { status: 200, body: Review },
  problems: [
    "review-not-found",
    "review-closed",
    "review-changed",
    "review-barred",
    "review-blocked",
  ],
});
