import {
  getNotebook as notebookEndpoint,
  listMedia as mediaEndpoint,
} from "#contract/repositories/endpoints.ts";
import type { RequestContext } from "../../../context.ts";
import type { Mount } from "../../../platform/http/index.ts";
import { requireRepository } from "../../require-repository.ts";
import { listMedia } from "./gallery/list-media.ts";
import { getNotebook } from "./notebook/get-notebook.ts";

export function mediaRoutes(mount: Mount<RequestContext>): void {
  mount(notebookEndpoint, async ({ ctx, params, reply }) => {
    const repository = await requireRepository(ctx, params, "read");
    const gone = new AbortController();
    reply.raw.once("close", () => gone.abort());
    return getNotebook(ctx, repository, { ...params, signal: gone.signal });
  });
  mount(mediaEndpoint, async ({ ctx, params, query }) => {
    const repository = await requireRepository(ctx, params, "read");
    return listMedia(ctx, repository, { revision: params.revision, ...query });
  });
}
