import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { countQueries } from "./harness/count-queries.ts";
import { figureOfLimits, type Limited } from "./harness/limits.ts";
import { runProgram } from "./harness/processes.ts";
import { quantile } from "./harness/statistics.ts";
import { ASK_CLASSES } from "./listings/ask-classes-program.ts";
import { type ListedGallery, startListedGallery } from "./listings/listed-gallery.ts";
import { ownerName } from "./listings/listing-rows.ts";
import type { AskClassesInput, AskClassesOutput } from "./programs/ask-classes.ts";

const QUERIES = 3;
const PAGE_MS = 50;
const LISTINGS = 20_000;

export const listPage: Bench = {
  summary: "3 ÷ the queries of a list page, the worst of all lists; 50 ms ÷ its time, p95",
  measure: measureListPages,
};

/** Lists that pages show, by whom; `viewer` has favourites and grants. */
const LISTS: readonly { name: string; path: string; isViewer?: boolean }[] = [
  { name: "models", path: "/api/v1/assets?kind=model" },
  { name: "a search", path: "/api/v1/assets?q=medical+model" },
  { name: "a search, signed in", path: "/api/v1/assets?q=medical+model", isViewer: true },
  { name: "a category, newest", path: "/api/v1/assets?category=bench-1&sort=newest" },
  { name: "one's favourites as a filter", path: "/api/v1/assets?favourite=true", isViewer: true },
  { name: "one's favourites", path: "/api/v1/me/favourites", isViewer: true },
  { name: "one's own assets", path: "/api/v1/me/assets", isViewer: true },
  { name: "an owner's assets", path: `/api/v1/namespaces/${ownerName(0)}/assets` },
  { name: "subscriptions", path: "/api/v1/me/subscriptions", isViewer: true },
  { name: "notices", path: "/api/v1/me/notices", isViewer: true },
  { name: "the hub's models", path: "/api/models?search=medical&limit=20" },
];

async function measureListPages({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const gallery = await startListedGallery(workplace, { count: isQuick ? 2000 : LISTINGS, say });
  const parts: Limited[] = [];
  for (const list of LISTS) {
    const token = list.isViewer ? gallery.viewerToken : undefined;
    const ask = (requests: number) => askFor(gallery, { ...list, token, requests });
    const { milliseconds } = await ask(isQuick ? 20 : 200);
    const queries = await countQueries(gallery.databaseUrl, ask, isQuick ? 200 : 1000);
    const p95 = quantile(milliseconds, 0.95);
    say(`${list.name}: ${queries} queries, ${p95.toFixed(1)} ms`);
    parts.push(
      { label: `${list.name}: queries`, value: queries, limit: QUERIES, unit: "" },
      { label: `${list.name}: p95`, value: p95, limit: PAGE_MS, unit: "ms" },
    );
  }
  return figureOfLimits(parts);
}

type Asked = { name: string; path: string; token: string | undefined; requests: number };

async function askFor({ url, processId }: ListedGallery, { name, path, token, requests }: Asked) {
  const input: AskClassesInput = {
    url,
    processId,
    classes: [{ name, paths: [path], token }],
    connections: 1,
    seconds: 0,
    requests,
    warmUp: 2,
  };
  const { classes } = await runProgram<AskClassesOutput>(ASK_CLASSES, input);
  const [answers] = classes;
  if (answers === undefined) throw new Error("nothing was asked");
  return answers;
}
