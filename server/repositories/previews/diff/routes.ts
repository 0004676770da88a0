import * as endpoints from "#contract/repositories/diff-endpoints.ts";
import type { RequestContext } from "../../../context.ts";
import type { Mount } from "../../../platform/http/index.ts";
import { compareRevisions } from "../../commits/compare-revisions.ts";
import { requireRepository } from "../../require-repository.ts";
import { goneOf } from "../gone-of.ts";
import { compareFile } from "./compare-file.ts";

export function diffRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.compareRevisions, async ({ ctx, params, query }) =>
    compareRevisions(ctx, await requireRepository(ctx, params, "read"), { ...params, ...query }),
  );
  mount(endpoints.compareFile, async ({ ctx, params, query, reply }) => {
    const repository = await requireRepository(ctx, params, "read");
    return compareFile(ctx, repository, { ...params, ...query, signal: goneOf(reply) });
  });
}
