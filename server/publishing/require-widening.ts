import type { Visibility } from "#contract/assets/asset.ts";
import { problem } from "#contract/problems.ts";
import type { Shelf } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import { isNarrower } from "./rules.ts";

/** PUB-4: after the first publication visibility only widens, but for what operators may do. */
export function requireWidening(ctx: RequestContext, shelf: Shelf, to: Visibility): void {
  if (!shelf.wasPublished || !isNarrower(shelf.visibility, to)) return;
  const isOperator = ctx.viewer.kind === "account" && ctx.viewer.isAdmin;
  if (isOperator || ctx.config.allowsNarrowing) return;
  throw problem("visibility-cannot-narrow", {
    detail: `visibility: cannot go from ${shelf.visibility} to ${to} after publishing`,
    hint: "Unlist the asset to take it off the shelf",
  });
}
