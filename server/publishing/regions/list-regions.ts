import type { Region } from "#contract/publishing/regions.ts";
import type { Context } from "../../context.ts";

/** PUB-20: the regions of this installation, in the operator's order. */
export function listRegions({ config }: Pick<Context, "config">): { items: Region[] } {
  return { items: config.regions };
}
