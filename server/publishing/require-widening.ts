import type { Visibility } from "#contract/assets/asset.ts";
import { problem } from "#contract/problems.ts";
import type { Shelf } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import { readSetting } from "../platform/settings/index.ts";
import { isNarrower } from "./rules.ts";

/** PUB-4: after the first publication visibility only widens, but for what operators may do. */
export async function requireWidening(
  ctx: RequestContext,
  shelf: Shelf,
  to: Visibility,
): Promise<void> {
  if (!shelf.wasPublished || !isNarrower(shelf.visibility, to)) return;
  const isOperator = ctx.viewer.kind === "account" && ctx.viewer.isAdmin;
  if (isOperator || (await readSetting(ctx, "publishing.allow-narrowing"))) return;
  throw problem("visibility-cannot-narrow", {
    detail: `visibility: cannot go from ${shelf.visibility} to ${to} after publishing`,
    hint: "Unlist the asset to take it off the shelf",
  });
}
