import type { Version } from "#contract/publishing/version.ts";
import type { RequestContext } from "../../context.ts";
import { emit } from "../../platform/events/index.ts";
import { versionSubmitted } from "./events.ts";
import type { VersionAddress } from "./get-version.ts";
import { moveOwnVersion } from "./move-own-version.ts";

/**
 * Runs the checks of a failed or rejected version again: on the same commit, of which a newer
 * scanner may think otherwise.
 */
export function retryVersion(ctx: RequestContext, address: VersionAddress): Promise<Version> {
  return moveOwnVersion(ctx, address, {
    to: "publishing",
    action: "publishing.version-retried",
    afterwards: (trx, { id }) => emit(trx, versionSubmitted, { versionId: id }),
  });
}
