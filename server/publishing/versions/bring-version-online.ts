import type { Version } from "#contract/publishing/version.ts";
import type { RequestContext } from "../../context.ts";
import type { VersionAddress } from "./get-version.ts";
import { moveOwnVersion, requirePublished } from "./move-own-version.ts";

/** PUB-6: offers a version again that was taken offline. */
export function bringVersionOnline(ctx: RequestContext, address: VersionAddress): Promise<Version> {
  return moveOwnVersion(ctx, address, {
    to: "available",
    action: "publishing.version-brought-online",
    check: async (_trx, _version, shelf) => requirePublished(shelf),
  });
}
