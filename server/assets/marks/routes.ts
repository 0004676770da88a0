import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { setMarks } from "./set-marks.ts";

export function markRoutes(mount: Mount<RequestContext>): void {
  mount(ENDPOINTS.assets.setMarks, ({ ctx, params, body }) => setMarks(ctx, params, body));
}
