import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { Version } from "#contract/publishing/version.ts";
import type { RequestContext } from "../../context.ts";
import { presentVersions, seeVersions } from "./see-versions.ts";
import { findVersion } from "./store.ts";

export type VersionAddress = Address & { number: string };

/** One version, when this viewer sees it. @throws {Problem} `not-found`, `version-not-found`. */
export async function getVersion(ctx: RequestContext, address: VersionAddress): Promise<Version> {
  const sight = await seeVersions(ctx, address);
  const row = await findVersion(ctx.db, sight.repository.id, address.number);
  const isSeen = row !== undefined && (sight.statuses?.includes(row.status) ?? true);
  const [version] = isSeen ? await presentVersions(ctx, sight, [row]) : [];
  if (version === undefined) throw versionNotFound(address.number);
  return version;
}

export function versionNotFound(number: string) {
  return problem("version-not-found", {
    detail: `There is no version ${JSON.stringify(number.slice(0, 100))}`,
  });
}
