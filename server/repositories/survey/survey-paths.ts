import type { FoundEntry } from "#contract/repositories/survey-endpoints.ts";
import type { Context } from "../../context.ts";
import { findEntries } from "../reading/find-entries.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";

/**
 * What lies at these paths of a revision; paths without anything are left out.
 * @throws {Problem} `revision-not-found`.
 */
export async function surveyPaths(
  ctx: Pick<Context, "db" | "store">,
  repository: Repository,
  { revision, paths }: { revision: string; paths: readonly string[] },
): Promise<FoundEntry[]> {
  const commit = await resolveRevision(ctx, repository, revision);
  const entries = await findEntries(ctx, repository, { commit, paths });
  return entries.map(({ type, path, sizeBytes, oid, sha256 }) => ({
    type,
    path,
    sizeBytes,
    oid,
    sha256,
  }));
}
