import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inParallel } from "#sdk/index.ts";
import { findRunningPostgres } from "#server/platform/database/index.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare, type Comparison } from "./harness/compare.ts";
import { countQueries } from "./harness/count-queries.ts";
import { type BenchGallery, createModel, OWNER, startGallery } from "./harness/gallery.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { cpuSeconds, end, runProgram, start, watchMemory } from "./harness/processes.ts";
import { figureOf } from "./harness/report.ts";
import type { Workplace } from "./harness/workplace.ts";
import type { BareApiInput } from "./programs/bare-api.ts";
import type { RequestLoadInput, RequestLoadOutput } from "./programs/request-load.ts";

const GOAL = 0.6;
const CONNECTIONS = 16;
const MODELS = 100;
const COUNT_WITHIN_SECONDS = 60;
const BARE_API = join(import.meta.dirname, "programs", "bare-api.ts");
const REQUEST_LOAD = join(import.meta.dirname, "programs", "request-load.ts");

const ADDRESSES = [
  { label: "api", base: `/api/v1/assets/model/${OWNER}` },
  { label: "hub", base: `/api/models/${OWNER}` },
] as const;

export const api: Bench = {
  summary: "asset information, requests/s ÷ bare Fastify with as many prepared queries",
  measure: measureApi,
};

async function measureApi(context: BenchContext): Promise<Figure> {
  const { workplace, isQuick } = context;
  const gallery = await startGallery(workplace);
  const database = findRunningPostgres(gallery.dataFolder);
  if (database === undefined) throw new Error("the gallery runs no database");
  const names = Array.from({ length: isQuick ? 5 : MODELS }, (_, index) => `model-${index}`);
  await inParallel(names, { limit: 4 }, async (name) => {
    await createModel(gallery, name);
  });
  const parts = [];
  for (const { label, base } of ADDRESSES) {
    const load = loadOf(gallery, { paths: names.map((name) => `${base}/${name}`), isQuick });
    const queries = await countQueries(database.url, (requests) =>
      ask({ ...load, seconds: COUNT_WITHIN_SECONDS, requests }),
    );
    context.say(`${label}: ${queries} queries per request`);
    const peer = await startPeer(workplace, { databaseUrl: database.url, queries });
    const peerLoad = { ...load, url: peer.url, paths: names.map((name) => `/${OWNER}/${name}`) };
    const contest = { gallery, load, peer: { ...peer, load: peerLoad } };
    parts.push({ label, queries, comparison: await compareLoads(context, contest) });
    await peer.stop();
  }
  return figureOf(GOAL, parts.map(describe), { rate: 1, cpu: 1000 });
}

function describe({ label, queries, comparison }: Part) {
  return {
    comparison,
    wording: {
      label,
      ours: `Open Gallery, ${queries} queries`,
      peer: `bare Fastify, ${queries} queries`,
      unit: "requests/s",
      perUnit: "CPU s/1000",
    },
  };
}

type Part = { label: string; queries: number; comparison: Comparison };

function loadOf(
  { url, token }: BenchGallery,
  { paths, isQuick }: { paths: string[]; isQuick: boolean },
): RequestLoadInput {
  const headers = { authorization: `Bearer ${token}` };
  return { url, paths, headers, connections: CONNECTIONS, seconds: isQuick ? 0.5 : 2 };
}

function ask(load: RequestLoadInput): Promise<RequestLoadOutput> {
  return runProgram<RequestLoadOutput>(REQUEST_LOAD, load);
}

type Peer = { url: string; processId: number; load: RequestLoadInput };

function compareLoads(
  { isQuick, say }: BenchContext,
  { gallery, load, peer }: { gallery: BenchGallery; load: RequestLoadInput; peer: Peer },
): Promise<Comparison> {
  return compare({
    rounds: isQuick ? 1 : 5,
    say,
    ours: () =>
      observeGallery(gallery, async () => {
        const { requests, seconds } = await ask(load);
        return { amount: requests, seconds };
      }),
    async peer() {
      // PostgreSQL is a child of the gallery, which itself has nothing to do meanwhile.
      const measure = async () =>
        (await cpuSeconds(peer.processId)) + (await cpuSeconds(gallery.processId));
      const cpuBefore = await measure();
      // Looking at a process costs it time, so the peer is looked at as often as the gallery.
      const memory = watchMemory(peer.processId);
      const { requests, seconds } = await ask(peer.load).finally(memory.stop);
      return { rate: requests / seconds, cpu: ((await measure()) - cpuBefore) / requests };
    },
  });
}

async function startPeer(workplace: Workplace, input: BareApiInput) {
  const { child, pid } = start(process.execPath, [BARE_API, JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => end(child);
  workplace.later(stop);
  if (child.stdout === null) throw new Error("the peer's output is not read");
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  return { url, processId: pid, stop };
}
