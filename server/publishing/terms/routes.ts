import * as endpoints from "#contract/publishing/terms-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { getTerms } from "./get-terms.ts";
import { setTerms } from "./set-terms.ts";

export function termsRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getTerms, ({ ctx, params }) => getTerms(ctx, params));
  mount(endpoints.setTerms, ({ ctx, params, body }) => setTerms(ctx, params, body));
}
