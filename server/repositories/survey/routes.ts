import * as endpoints from "#contract/repositories/survey-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { requireRepository } from "../require-repository.ts";
import { findStored } from "./find-stored.ts";
import { surveyPaths } from "./survey-paths.ts";

/** What a client asks before it sends thousands of files: what is there, and what has been sent. */
export function surveyRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.findEntries, async ({ ctx, params, body }) => {
    const repository = await requireRepository(ctx, params, "read");
    return { entries: await surveyPaths(ctx, repository, { ...params, ...body }) };
  });
  mount(endpoints.findContents, async ({ ctx, params, body }) => {
    const repository = await requireRepository(ctx, params, "write");
    return { sha256s: await findStored(ctx, repository, body.sha256s) };
  });
}
