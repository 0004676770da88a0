import { hashesOf } from "../model/content.ts";
import type { PurgeRecord, RepositoryRecord } from "../model/world.ts";
import { inUrl, repositoryPath } from "../actors/paths.ts";
import type { Site } from "./site.ts";

/** What was purged is unreadable, all of it; what was not is as it was, all of it. */
export async function checkPurges(site: Site, repository: RepositoryRecord): Promise<void> {
  for (const purge of repository.purges) await checkPurge(site, repository, purge);
}

async function checkPurge(
  { world, caller }: Site,
  repository: RepositoryRecord,
  purge: PurgeRecord,
): Promise<void> {
  let readable = 0;
  for (const { path, content } of purge.files) {
    const address = repositoryPath(repository, `content/${purge.commit}/${inUrl(path)}`);
    const { status, bytes } = await caller.call({ path: address, as: repository.owner });
    if (status === 200 && hashesOf(bytes).sha256 === content.sha256) readable += 1;
    else if (status !== 410) {
      world.violate("purged-whole", `${path} at ${purge.commit} answered ${status}`);
    }
  }
  const isWhole = readable === 0 || readable === purge.files.length;
  const isPurged =
    purge.outcome.kind === "unknown" ? readable === 0 : purge.outcome.kind === "acknowledged";
  if (!isWhole || isPurged !== (readable === 0)) {
    const detail = `${readable} of ${purge.files.length} files of ${purge.commit} are readable`;
    world.violate("purged-whole", `${detail}, the purge was ${purge.outcome.kind}`);
  }
  purge.outcome = isPurged ? { kind: "acknowledged" } : { kind: "refused", code: "never happened" };
}
