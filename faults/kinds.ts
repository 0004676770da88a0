import { setTimeout as sleep } from "node:timers/promises";
import type { Gallery } from "./gallery/gallery.ts";
import type { S3Fault, S3Proxy } from "#server/platform/storage/testing/s3-proxy.ts";
import type { StoreKind } from "./gallery/storage.ts";
import { canMountDisks, fillDisk } from "./gallery/small-disk.ts";
import type { World } from "./model/world.ts";
import type { Random } from "./random.ts";

/** What happens to a gallery at work. Afterwards its server has ended, in whatever way. */
export type Fault = {
  name: string;
  /** It needs a database that does not end with the server. */
  isExternal: boolean;
  /** While it lasts, an answer of status 500 is no surprise. */
  mayFail: boolean;
  /** The objects lie on a small disk of their own. */
  needsSmallDisk?: boolean;
  /** It has a meaning only where the objects lie there; anywhere when absent. */
  store?: StoreKind;
  strike: (stricken: Stricken) => Promise<void>;
};

export type Stricken = {
  gallery: Gallery;
  world: World;
  /** The way to the bucket, where there is one. */
  way: S3Proxy | undefined;
  random: Random;
  /** Actors give up at the next failure: the server does not come back in this round. */
  endLoad: () => void;
};

const killServer: Fault = {
  name: "kill-server",
  isExternal: false,
  mayFail: false,
  async strike({ gallery, endLoad }) {
    endLoad();
    gallery.server.signal("SIGKILL");
    await gallery.serverEnded();
  },
};

/** The database lives on, with transactions that nobody waits for. */
const killServerAlone: Fault = { ...killServer, name: "kill-server-alone", isExternal: true };

const killDatabase: Fault = {
  name: "kill-database",
  isExternal: false,
  mayFail: true,
  async strike({ gallery, endLoad }) {
    endLoad();
    gallery.killDatabase();
    await gallery.serverEnded();
  },
};

const killBoth: Fault = {
  name: "kill-both",
  isExternal: false,
  mayFail: true,
  async strike({ gallery, random, endLoad }) {
    endLoad();
    const steps = [() => gallery.killDatabase(), () => gallery.server.signal("SIGKILL")];
    for (const step of random.shuffle(steps)) step();
    await gallery.serverEnded();
  },
};

/** As an operator ends it: what is running is answered, and the exit code is 0. */
const drain: Fault = {
  name: "drain",
  isExternal: false,
  mayFail: false,
  async strike({ gallery, world, endLoad }) {
    endLoad();
    gallery.server.signal("SIGTERM");
    const { code, signal } = await gallery.serverEnded();
    if (code === 0) return;
    world.violate("drains", `it ended with ${code ?? signal}: ${gallery.server.said()}`);
  },
};

/** The server outlives its database and goes on when that is back. */
function databaseReturns(name: string, { isKilled }: { isKilled: boolean }): Fault {
  return {
    name,
    isExternal: true,
    mayFail: true,
    async strike(stricken) {
      await stricken.gallery.restartDatabase({ isKilled });
      await goOn(stricken);
    },
  };
}

const cutDatabase: Fault = {
  name: "cut-database",
  isExternal: false,
  mayFail: true,
  async strike(stricken) {
    for (let count = stricken.random.int(1, 3); count > 0; count -= 1) {
      await stricken.gallery.cutDatabaseConnections();
      await sleep(stricken.random.int(10, 300));
    }
    await goOn(stricken);
  },
};

const cutClients: Fault = {
  name: "cut-clients",
  isExternal: false,
  mayFail: false,
  async strike(stricken) {
    for (let count = stricken.random.int(2, 8); count > 0; count -= 1) {
      await stricken.gallery.caller.cut();
      await sleep(stricken.random.int(5, 200));
    }
    await goOn(stricken);
  },
};

const diskFull: Fault = {
  name: "disk-full",
  isExternal: false,
  mayFail: false,
  needsSmallDisk: true,
  store: "directory",
  async strike(stricken) {
    const { gallery, random } = stricken;
    const empty = await fillDisk(gallery.options.dataFolder, random.int(0, 500_000));
    await sleep(random.int(300, 2000));
    if (random.chance(0.3)) {
      await killServer.strike(stricken);
      return empty();
    }
    await empty();
    return goOn(stricken);
  },
};

/** Long, for machines that have much else to do. */
const RECOVERS_WITHIN_MS = 120_000;
const ANSWERS_AFTERWARDS = 5;

/** The server must work again: soon somebody is answered. Then it is ended, gently or not. */
async function goOn(stricken: Stricken): Promise<void> {
  const { gallery, world, random } = stricken;
  const before = world.counts.acknowledged;
  const until = Date.now() + RECOVERS_WITHIN_MS;
  const hasRecovered = () => world.counts.acknowledged >= before + ANSWERS_AFTERWARDS;
  while (!hasRecovered() && Date.now() < until) await sleep(50);
  if (!hasRecovered()) {
    world.violate("recovers", `nothing is answered any more: ${gallery.server.said()}`);
  }
  await sleep(random.int(100, 800));
  await (random.chance(0.5) ? killServer : drain).strike(stricken);
}

/** How many of the requests to the bucket meet the fault. */
const BUCKET_SHARE = 0.5;

function bucket(name: string, choose: (random: Random) => S3Fault): Fault {
  return {
    name,
    isExternal: false,
    mayFail: false,
    store: "s3",
    async strike(stricken) {
      const { way, random } = stricken;
      if (way === undefined) throw new Error(`${name} needs a bucket`);
      way.fault = () => (random.chance(BUCKET_SHARE) ? choose(random) : undefined);
      await sleep(random.int(500, 3000));
      if (random.chance(0.3)) {
        await killServer.strike(stricken);
        way.fault = () => undefined;
        return;
      }
      way.fault = () => undefined;
      await goOn(stricken);
    },
  };
}

const REFUSALS: readonly S3Fault[] = [
  { answer: 503, code: "SlowDown" },
  { answer: 500, code: "InternalError" },
  { answer: 403, code: "AccessDenied" },
];

const BUCKET_FAULTS: readonly Fault[] = [
  bucket("bucket-refuses", (random) => random.pick(REFUSALS)),
  bucket("bucket-slow", (random) => ({ delayMs: random.int(50, 1500) })),
  bucket("bucket-damages", () => ({ damageRequest: true })),
  bucket("bucket-cuts", (random) =>
    random.pick<S3Fault>([
      { cutRequestAfter: random.int(0, 50_000) },
      { cutAnswerAfter: random.int(0, 50_000) },
      { loseAnswer: true },
    ]),
  ),
];

const FAULTS: readonly Fault[] = [
  killServer,
  killServerAlone,
  killDatabase,
  killBoth,
  drain,
  databaseReturns("restart-database", { isKilled: false }),
  databaseReturns("crash-database", { isKilled: true }),
  cutDatabase,
  cutClients,
  ...(canMountDisks() ? [diskFull] : []),
  ...BUCKET_FAULTS,
];

/** Those that a store and this machine allow. */
export function faultsOn(kind: StoreKind): Fault[] {
  return FAULTS.filter(({ store = kind }) => store === kind);
}

/** @throws {Error} naming those that there are. */
export function faultsNamed(names: readonly string[]): Fault[] {
  return names.map((name) => {
    const fault = FAULTS.find((one) => one.name === name);
    if (fault !== undefined) return fault;
    throw new Error(`there is no fault ${name}, but ${FAULTS.map((one) => one.name).join(", ")}`);
  });
}
