import {
  editFacts as editFactsEndpoint,
  getFacts as getFactsEndpoint,
} from "#contract/publishing/kind-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { editFacts } from "./edit-facts.ts";
import { getFacts } from "./get-facts.ts";

export function kindRoutes(mount: Mount<RequestContext>): void {
  mount(getFactsEndpoint, ({ ctx, params }) => getFacts(ctx, params));
  mount(editFactsEndpoint, ({ ctx, params, body }) => editFacts(ctx, params, body));
}
