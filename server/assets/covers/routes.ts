import * as endpoints from "#contract/assets/cover-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { sendCover } from "./send-cover.ts";
import { removeCover, setCover } from "./set-cover.ts";

export function coverRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getCover, ({ ctx, params, request, reply }) =>
    sendCover(ctx, params, { request, reply }),
  );
  mount(endpoints.setCover, ({ ctx, params, request }) => setCover(ctx, params, request.raw));
  mount(endpoints.removeCover, ({ ctx, params }) => removeCover(ctx, params));
}
