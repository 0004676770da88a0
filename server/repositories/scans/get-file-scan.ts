import type { FileScan } from "#contract/repositories/scan.ts";
import type { RequestContext } from "../../context.ts";
import { getEntry, throwMissing } from "../reading/find-entries.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";
import { describeScans } from "./describe-scans.ts";

/** @throws {Problem} `revision-not-found`, `entry-not-found`, also for a folder. */
export async function getFileScan(
  ctx: RequestContext,
  repository: Repository,
  { revision, path }: { revision: string; path: string },
): Promise<FileScan> {
  const commit = await resolveRevision(ctx, repository, revision);
  const entry = await getEntry(ctx, repository, { commit, path });
  const scan = (await describeScans(ctx, repository, [entry])).get(path);
  return scan ?? throwMissing({ commit, path });
}
