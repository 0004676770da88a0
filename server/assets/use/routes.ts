import * as endpoints from "#contract/assets/use-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { getDownloads } from "./get-downloads.ts";
import { noteView } from "./note-view.ts";

export function usageRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.noteView, ({ ctx, params }) => noteView(ctx, params));
  mount(endpoints.getDownloads, ({ ctx, params }) => getDownloads(ctx, params));
}
