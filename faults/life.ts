import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDirectoryStore } from "#server/platform/storage/index.ts";
import { create } from "./actors/keeper.ts";
import { checkEverything } from "./checks/check-everything.ts";
import type { Site } from "./checks/site.ts";
import { collectOnce } from "./gallery/collector.ts";
import { Gallery, withClient } from "./gallery/gallery.ts";
import { signUp } from "./gallery/sign-up.ts";
import { mountSmallDisk } from "./gallery/small-disk.ts";
import { type Fault, FAULTS } from "./kinds.ts";
import { World } from "./model/world.ts";
import { Random } from "./random.ts";
import { playRound } from "./round.ts";

export type LifeOptions = {
  seed: number;
  rounds: number;
  /** Told of every round when it has ended. */
  report: (round: RoundReport) => void;
  /** Only these faults; all of them when absent. */
  faults?: readonly Fault[];
  /** Done to the gallery at rest before the check of every round: plants what it must find. */
  tamper?: (site: Site) => Promise<void>;
};

export type RoundReport = {
  seed: number;
  round: number;
  fault: string;
  counts: World["counts"];
  commits: number;
  seconds: { load: number; restart: number; check: number };
  violations: World["violations"];
};

const STANDING = ["one", "two", "three"];

/**
 * One gallery on one folder, from its first start: round after round it is loaded, struck, started
 * again and checked. It ends early with the first round that breaks an invariant.
 */
export async function live(options: LifeOptions): Promise<void> {
  const folder = await mkdtemp(join(process.env["GALLERY_BENCH_DIR"] ?? tmpdir(), "faults-"));
  // Where root runs this, PostgreSQL runs as another user and must be able to enter.
  await chmod(folder, 0o755);
  try {
    await liveIn(folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function liveIn(folder: string, options: LifeOptions): Promise<void> {
  const random = new Random(options.seed);
  const faults = Array.from({ length: options.rounds }, (_, round) =>
    random.fork(`fault ${round}`).pick(options.faults ?? FAULTS),
  );
  const dataFolder = join(folder, "data");
  const gitFolder = join(folder, "git");
  await mkdir(gitFolder);
  const unmount = faults.some(({ needsSmallDisk }) => needsSmallDisk === true)
    ? mountSmallDisk(dataFolder)
    : () => {};
  try {
    await playLife({ faults, dataFolder, gitFolder }, options);
  } finally {
    unmount();
  }
}

type Plan = { faults: readonly Fault[]; dataFolder: string; gitFolder: string };

async function playLife(
  { faults, dataFolder, gitFolder }: Plan,
  options: LifeOptions,
): Promise<void> {
  const random = new Random(options.seed);
  const start = (fault: Fault | undefined) =>
    Gallery.start({ dataFolder }, { isExternal: fault?.isExternal ?? false });
  const world = new World();
  const verifiedObjects = new Set<string>();
  let gallery = await start(faults[0]);
  await prepare(gallery, world);
  for (const [index, fault] of faults.entries()) {
    const clock = new Clock();
    const before = { ...world.counts };
    const commits = countCommits(world);
    await playRound({
      gallery,
      world,
      fault,
      random: random.fork(`round ${index}`),
      name: `r${index}`,
    });
    clock.lap("load");
    gallery = await start(faults[index + 1]);
    clock.lap("restart");
    const isThorough = index === faults.length - 1;
    const site = {
      world,
      gitFolder,
      verifiedObjects,
      isThorough,
      random: random.fork(`check ${index}`),
    };
    await check(gallery, site, options.tamper);
    clock.lap("check");
    options.report({
      seed: options.seed,
      round: index + 1,
      fault: fault.name,
      counts: {
        acknowledged: world.counts.acknowledged - before.acknowledged,
        refused: world.counts.refused - before.refused,
        unknown: world.counts.unknown - before.unknown,
      },
      commits: countCommits(world) - commits,
      seconds: clock.seconds,
      violations: world.violations,
    });
    if (world.violations.length > 0) break;
  }
  gallery.server.signal("SIGTERM");
  await gallery.serverEnded();
  await gallery.close();
}

/** Two people, each with repositories that everybody writes to. */
async function prepare({ caller }: Gallery, world: World): Promise<void> {
  for (const name of ["alice", "bob"]) world.accounts.push(await signUp(caller, name));
  const [alice, bob] = world.accounts;
  for (const [index, name] of STANDING.entries()) {
    const owner = index === 0 ? bob : alice;
    if (owner === undefined) throw new Error("there is nobody");
    const made = await create({ world, caller }, { owner, name, isStanding: true });
    if (made === undefined) throw new Error(`${name} could not be made`);
  }
}

type Kept = Omit<Site, "caller" | "database" | "store">;

async function check(gallery: Gallery, kept: Kept, tamper: LifeOptions["tamper"]): Promise<void> {
  const store = await openDirectoryStore(join(gallery.options.dataFolder, "objects"));
  try {
    await withClient(gallery.databaseUrl, async (database) => {
      const site: Site = { ...kept, caller: gallery.caller, database, store };
      await tamper?.(site);
      await checkEverything(site, () => collectOnce(gallery.besideServer, Date.now()));
    });
  } finally {
    await store.close();
  }
}

function countCommits({ repositories }: World): number {
  return repositories.reduce((sum, { trees }) => sum + trees.size, 0);
}

class Clock {
  readonly seconds = { load: 0, restart: 0, check: 0 };
  #since = performance.now();

  lap(name: keyof Clock["seconds"]): void {
    const now = performance.now();
    this.seconds[name] = (now - this.#since) / 1000;
    this.#since = now;
  }
}
