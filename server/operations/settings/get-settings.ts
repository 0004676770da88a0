import type { RequestContext } from "../../context.ts";
import { readSettings } from "../../platform/settings/index.ts";

export function getSettings(ctx: RequestContext) {
  return readSettings(ctx);
}
