import { join } from "node:path";
import { closeOnSignal, Workplace } from "#bench/harness/workplace.ts";
import { create } from "./actors/keeper.ts";
import { checkEverything } from "./checks/check-everything.ts";
import type { Site } from "./checks/site.ts";
import { collectOnce } from "./gallery/collector.ts";
import { Gallery, withClient } from "./gallery/gallery.ts";
import { signUp } from "./gallery/sign-up.ts";
import { passADay } from "./gallery/pass-a-day.ts";
import { mountSmallDisk } from "./gallery/small-disk.ts";
import { openStorage, type Storage, type StoreKind } from "./gallery/storage.ts";
import { type Fault, faultsOn } from "./kinds.ts";
import { World } from "./model/world.ts";
import { Random } from "./random.ts";
import { playRound } from "./round.ts";

export type LifeOptions = {
  seed: number;
  rounds: number;
  /** Where the objects lie; in the data folder when absent. */
  store?: StoreKind;
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
  store: StoreKind;
  counts: World["counts"];
  commits: number;
  seconds: { load: number; restart: number; check: number };
  violations: World["violations"];
};

/** Between two rounds, for what may be named only on the day that it was sent. */
const A_DAY_PASSES = 0.5;

const STANDING = ["one", "two", "three"];

/**
 * One gallery on one folder, from its first start: round after round it is loaded, struck, started
 * again and checked. It ends early with the first round that breaks an invariant.
 */
export async function live(options: LifeOptions): Promise<void> {
  const workplace = await Workplace.open();
  const stopListening = closeOnSignal(workplace);
  try {
    await playLife(workplace, options);
  } finally {
    stopListening();
    await workplace.close();
  }
}

async function playLife(workplace: Workplace, options: LifeOptions): Promise<void> {
  const { store = "directory" } = options;
  const random = new Random(options.seed);
  const faults = Array.from({ length: options.rounds }, (_, round) =>
    random.fork(`fault ${round}`).pick(options.faults ?? faultsOn(store)),
  );
  const dataFolder = join(workplace.folder, "data");
  const gitFolder = join(workplace.folder, "git");
  if (faults.some(({ needsSmallDisk }) => needsSmallDisk === true)) {
    workplace.later(mountSmallDisk(dataFolder));
  }
  const storage = await openStorage(store, { workplace, dataFolder });
  const { environment } = storage;
  const start = (fault: Fault | undefined) =>
    Gallery.start({ dataFolder, environment }, { isExternal: fault?.isExternal ?? false });
  const kept = { world: new World(), gitFolder, verifiedObjects: new Set<string>() };
  const { world } = kept;
  let gallery = await start(faults[0]);
  workplace.later(() => gallery.abandon());
  await prepare(gallery, world);
  for (const [index, fault] of faults.entries()) {
    const record = new RoundRecord(world);
    const stage = { gallery, world, fault, way: storage.way, name: `r${index}` };
    await playRound({ ...stage, random: random.fork(`round ${index}`) });
    record.lap("load");
    gallery = await start(faults[index + 1]);
    record.lap("restart");
    const isThorough = index === faults.length - 1;
    const site = { ...kept, isThorough, random: random.fork(`check ${index}`) };
    await check(gallery, { ...site, storage }, options.tamper);
    record.lap("check");
    options.report({
      seed: options.seed,
      round: index + 1,
      fault: fault.name,
      store,
      ...record.end(),
      violations: world.violations,
    });
    if (world.violations.length > 0) break;
  }
  await gallery.end();
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

type Kept = Omit<Site, "caller" | "database" | "store"> & { storage: Storage };

async function check(
  gallery: Gallery,
  { storage, ...kept }: Kept,
  tamper: LifeOptions["tamper"],
): Promise<void> {
  const store = await storage.open();
  try {
    await withClient(gallery.databaseUrl, async (database) => {
      const site: Site = { ...kept, caller: gallery.caller, database, store };
      await tamper?.(site);
      if (site.random.chance(A_DAY_PASSES)) await passADay(site);
      await checkEverything(site, () => collectOnce(gallery.besideServer, Date.now()));
    });
  } finally {
    await store.close();
  }
}

function countCommits({ repositories }: World): number {
  return repositories.reduce((sum, { trees }) => sum + trees.size, 0);
}

/** What a round did, and how long it took. */
class RoundRecord {
  readonly #world: World;
  readonly #counts: World["counts"];
  readonly #commits: number;
  readonly #seconds = { load: 0, restart: 0, check: 0 };
  #since = performance.now();

  constructor(world: World) {
    this.#world = world;
    this.#counts = { ...world.counts };
    this.#commits = countCommits(world);
  }

  lap(name: keyof RoundReport["seconds"]): void {
    const now = performance.now();
    this.#seconds[name] = (now - this.#since) / 1000;
    this.#since = now;
  }

  end(): Pick<RoundReport, "counts" | "commits" | "seconds"> {
    const { acknowledged, refused, unknown } = this.#world.counts;
    return {
      counts: {
        acknowledged: acknowledged - this.#counts.acknowledged,
        refused: refused - this.#counts.refused,
        unknown: unknown - this.#counts.unknown,
      },
      commits: countCommits(this.#world) - this.#commits,
      seconds: this.#seconds,
    };
  }
}
