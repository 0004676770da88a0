import * as endpoints from "#contract/publishing/review-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { decideReview } from "./decide-review.ts";
import { getReview } from "./get-review.ts";
import { listReviews } from "./list-reviews.ts";

export function reviewRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.listReviews, ({ ctx, query }) => listReviews(ctx, query));
  mount(endpoints.getReview, ({ ctx, params }) => getReview(ctx, params.id));
  mount(endpoints.decideReview, ({ ctx, params, body }) => decideReview(ctx, params.id, body));
}
