import * as endpoints from "#contract/repositories/endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { requireRepository } from "../require-repository.ts";
import { listPurges } from "./list-purges.ts";
import { planPurge } from "./plan-purge.ts";
import { purgeContents } from "./purge-contents.ts";

export function purgingRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.planPurge, async ({ ctx, params, body }) =>
    planPurge(ctx, await requireRepository(ctx, params, "manage"), body.target),
  );
  mount(endpoints.purgeContents, async ({ ctx, params, body }) =>
    purgeContents(ctx, await requireRepository(ctx, params, "manage"), body),
  );
  mount(endpoints.listPurges, async ({ ctx, params, query }) =>
    listPurges(ctx, await requireRepository(ctx, params, "manage"), query),
  );
}
