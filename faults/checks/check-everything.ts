import type { RepositoryRecord } from "../model/world.ts";
import { checkAgreement } from "./agreement.ts";
import { checkBytes, checkHistory } from "./history.ts";
import { checkLedger } from "./ledger.ts";
import { checkDelivery, checkObjectsOfRows, checkRowsOfObjects } from "./objects.ts";
import { checkPresence } from "./presence.ts";
import { checkPurges } from "./purges.ts";
import type { Site } from "./site.ts";
import { checkUploads } from "./uploads.ts";

/** Of older commits and repositories, how many are looked at again in a round. */
const SAMPLE = 12;

/**
 * Every invariant, on a gallery at rest.
 * @param collect runs the collector to its end: what is read afterwards shows what it has left.
 */
export async function checkEverything(site: Site, collect: () => Promise<unknown>): Promise<void> {
  await checkPresence(site);
  await checkObjectsOfRows(site);
  await collect();
  await checkRowsOfObjects(site);
  await checkObjectsOfRows(site);
  await checkLedger(site);
  await checkUploads(site);
  const repositories = chooseRepositories(site);
  for (const repository of repositories) await checkHistories(site, repository);
  for (const repository of repositories) await checkPurges(site, repository);
  await checkOlderCommits(site);
  for (const repository of repositories) await checkAgreement(site, repository);
  if (site.isThorough) await checkDelivery(site);
}

/** Those that everybody writes to, those that are new, and some others. */
function chooseRepositories({ world, random, isThorough }: Site): RepositoryRecord[] {
  const isDue = ({ isStanding, trees }: RepositoryRecord) =>
    isThorough || isStanding || trees.size === 0;
  const others = random.shuffle(world.present.filter((one) => !isDue(one)));
  return [...world.present.filter(isDue), ...others.slice(0, SAMPLE / 2)];
}

async function checkHistories(site: Site, repository: RepositoryRecord): Promise<void> {
  await checkHistory(site, { repository, branch: "main", startingPoint: undefined });
  for (const { name: branch, startingPoint, created, deleted } of repository.branches) {
    if (created.kind !== "acknowledged" || deleted !== undefined) continue;
    await checkHistory(site, { repository, branch, startingPoint });
  }
}

/** The collector and the fault may have touched what was right before. */
async function checkOlderCommits(site: Site): Promise<void> {
  const commits = site.world.present.flatMap((repository) =>
    repository.attempts.flatMap((attempt) =>
      attempt.branch === "main" && attempt.receipt?.isNew === true
        ? [{ repository, attempt, id: attempt.receipt.commit }]
        : [],
    ),
  );
  const chosen = site.isThorough ? commits : site.random.shuffle(commits).slice(0, SAMPLE);
  for (const { repository, ...commit } of chosen) await checkBytes(site, repository, commit);
}
