import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { figureOfLimits, type Limited } from "./harness/limits.ts";
import { runProgram } from "./harness/processes.ts";
import { quantile } from "./harness/statistics.ts";
import { ASK_CLASSES } from "./listings/ask-classes-program.ts";
import { type ListedGallery, startListedGallery } from "./listings/listed-gallery.ts";
import { QUERY_CLASSES, type QueryClass } from "./listings/query-classes.ts";
import { startWriting } from "./listings/start-writing.ts";
import type {
  AskClassesInput,
  AskClassesOutput,
  AskedClass,
  ClassAnswers,
} from "./programs/ask-classes.ts";

const LOAD_SECONDS = 180;

export const search: Bench = {
  summary: "40 ms ÷ the worst class of queries, p95, of 1,000,000 listings while others write",
  measure: measureSearch,
};

type Round = Pick<AskClassesInput, "connections" | "seconds" | "requests" | "warmUp"> & {
  /** What the 95th percentile of no class may exceed. */
  limitMs: number;
};
type Size = { listings: number; rounds: Round[] };

const ALONE: Round = { connections: 1, seconds: 0.5, requests: 60, warmUp: 6, limitMs: 40 };
const TOGETHER: Round = { connections: 16, seconds: 1.5, requests: 160, warmUp: 6, limitMs: 200 };
const USUAL: Size = { listings: 1_000_000, rounds: [ALONE, TOGETHER] };
const QUICK: Size = {
  listings: 20_000,
  rounds: [ALONE, TOGETHER].map((round) => ({ ...round, seconds: 0, requests: 16 })),
};

async function measureSearch({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const { listings, rounds } = isQuick ? QUICK : USUAL;
  await workplace.needBytes(listings * 8000);
  const gallery = await startListedGallery(workplace, { count: listings, say });
  const classes = await Promise.all(QUERY_CLASSES.map((one) => askedOf(gallery, one)));
  const writing = startWriting(workplace, { databaseUrl: gallery.databaseUrl, count: listings });
  const parts: Limited[] = [];
  const answers: { round: Round; of: ClassAnswers[] }[] = [];
  for (const round of rounds) {
    const { url, processId } = gallery;
    const input: AskClassesInput = { url, processId, classes, ...round };
    const { classes: of } = await runProgram<AskClassesOutput>(ASK_CLASSES, input);
    answers.push({ round, of });
    for (const { name, milliseconds } of of) {
      const label = `${name}, ${round.connections} at once`;
      parts.push({ label, value: quantile(milliseconds, 0.95), limit: round.limitMs, unit: "ms" });
    }
    say(`${round.connections} at once: ${describeWorst(of)}`);
  }
  const written = await writing.end();
  const load = loadOf(gallery);
  const figure = figureOfLimits([...load, ...parts], { details: { written } });
  return { ...figure, table: tableOf(answers) };
}

function loadOf({ loadSeconds }: ListedGallery): Limited[] {
  if (loadSeconds === undefined) return [];
  const value = Object.values(loadSeconds).reduce((sum, seconds) => sum + seconds, 0);
  return [{ label: "load", value, limit: LOAD_SECONDS, unit: "s" }];
}

async function askedOf(gallery: ListedGallery, one: QueryClass): Promise<AskedClass> {
  const { name, queries, isViewer, page = 1 } = one;
  const token = isViewer ? gallery.viewerToken : undefined;
  const paths = await Promise.all(queries.map((query) => pathOf(gallery, { query, page, token })));
  return { name, paths, token };
}

type Wanted = { query: Record<string, string>; page: number; token: string | undefined };

/** A later page is reached by the cursors of those before. */
async function pathOf({ url }: ListedGallery, { query, page, token }: Wanted): Promise<string> {
  const base = `/api/v1/assets?${new URLSearchParams(query)}`;
  const headers: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  let path = base;
  for (let at = 1; at < page; at += 1) {
    const response = await fetch(url + path, { headers });
    const { nextCursor } = (await response.json()) as { nextCursor: string | null };
    if (nextCursor === null) throw new Error(`${base} has no page ${at + 1}`);
    path = `${base}&cursor=${encodeURIComponent(nextCursor)}`;
  }
  return path;
}

function describeWorst(classes: readonly ClassAnswers[]): string {
  const p95 = (one: ClassAnswers) => quantile(one.milliseconds, 0.95);
  return classes
    .toSorted((a, b) => p95(b) - p95(a))
    .slice(0, 5)
    .map((one) => `${one.name} ${p95(one).toFixed(0)} ms`)
    .join(", ");
}

function tableOf(answers: readonly { round: Round; of: ClassAnswers[] }[]): Figure["table"] {
  const [first] = answers;
  const heads = answers.flatMap(({ round }) => {
    const many = `${round.connections} at once`;
    return [`${many}: p50`, "p95", "p99", "queries/s", "CPU"];
  });
  const rows = (first?.of ?? []).map(({ name, rows: shown, total }, index) => [
    name,
    `${shown} of ${total.isExact ? "" : "about "}${total.value}`,
    ...answers.flatMap(({ of }) => timesOf(of[index])),
  ]);
  return { heads: ["", "shown", ...heads], rows };
}

function timesOf(one: ClassAnswers | undefined): string[] {
  if (one === undefined) return [];
  const times = [0.5, 0.95, 0.99].map((part) => quantile(one.milliseconds, part).toFixed(1));
  const perSecond = (one.milliseconds.length / one.seconds).toFixed(0);
  return [...times, perSecond, `${one.cpuMs.toFixed(1)} ms`];
}
