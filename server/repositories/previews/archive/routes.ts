import { listArchive as listArchiveEndpoint } from "#contract/repositories/archive-endpoints.ts";
import type { RequestContext } from "../../../context.ts";
import type { Mount } from "../../../platform/http/index.ts";
import { requireRepository } from "../../require-repository.ts";
import { listArchive } from "./list-archive.ts";

export function archiveRoutes(mount: Mount<RequestContext>): void {
  mount(listArchiveEndpoint, async ({ ctx, params, query }) =>
    listArchive(ctx, await requireRepository(ctx, params, "read"), { ...params, ...query }),
  );
}
