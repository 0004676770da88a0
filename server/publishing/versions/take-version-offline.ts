import { problem } from "#contract/problems.ts";
import type { Version } from "#contract/publishing/version.ts";
import type { RequestContext } from "../../context.ts";
import type { VersionAddress } from "./get-version.ts";
import { moveOwnVersion, requirePublished } from "./move-own-version.ts";
import { selectVersions } from "./store.ts";

/**
 * PUB-6: a version is no longer offered; whoever has subscribed keeps it (DIS-7), and its commit
 * stays.
 * @throws {Problem} `listing-state-wrong` unless the listing is published; `last-version`.
 */
export function takeVersionOffline(ctx: RequestContext, address: VersionAddress): Promise<Version> {
  return moveOwnVersion(ctx, address, {
    to: "offline",
    action: "publishing.version-taken-offline",
    check: async (trx, version, shelf) => {
      requirePublished(shelf);
      const available = await selectVersions(trx, {
        assetId: version.assetId,
        statuses: ["available"],
        limit: 2,
      });
      if (available.some(({ id }) => id !== version.id)) return;
      throw problem("last-version", {
        detail: `${version.number} is the only version that is available`,
        hint: "Add another version first, or unlist the asset",
      });
    },
  });
}
