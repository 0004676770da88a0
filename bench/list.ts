import { join } from "node:path";
import { findRunningPostgres } from "#server/platform/database/index.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { countQueries } from "./harness/count-queries.ts";
import { type BenchGallery, createModel, startGallery } from "./harness/gallery.ts";
import { figureOfLimits, type Limited } from "./harness/limits.ts";
import { runProgram, treeMemoryMib, watchMemory } from "./harness/processes.ts";
import { quantile } from "./harness/statistics.ts";
import type { ReadPagesInput, ReadPagesOutput } from "./programs/read-pages.ts";
import type { SendCommitsInput, SendCommitsOutput } from "./programs/send-commits.ts";

/** What a page of 200 entries may take, 95 times of 100: nobody sees that it is not at once. */
const PAGE_MILLISECONDS = 50;
const PAGE_ENTRIES = 200;
const MEMORY_MB = 300;
/** More than the default; an operator may allow it. */
const FILES_PER_COMMIT = 50_000;
const SEND_COMMITS = join(import.meta.dirname, "programs", "send-commits.ts");
const READ_PAGES = join(import.meta.dirname, "programs", "read-pages.ts");

export const list: Bench = {
  summary: "50 ms ÷ a page of 200 entries, p95, in one folder of 20,000 and of 1,000,000 files",
  measure: measureList,
};

type Address = SendCommitsInput["address"];
type Sizes = { entries: readonly number[]; requests: number; countForMs: number };
const FULL: Sizes = { entries: [20_000, 1_000_000], requests: 100, countForMs: 10_000 };
const QUICK: Sizes = { entries: [400, 2000], requests: 10, countForMs: 1000 };

async function measureList({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const sizes = isQuick ? QUICK : FULL;
  const environment = { GALLERY_FILES_PER_COMMIT: String(FILES_PER_COMMIT) };
  const gallery = await startGallery(workplace, environment);
  const parts: Limited[] = [];
  const rows: string[][] = [];
  const details: Record<string, unknown> = {};
  for (const entries of sizes.entries) {
    const address = await createModel(gallery, `list-${entries}`);
    const startedAt = performance.now();
    await fill(gallery, address, entries);
    const seconds = (performance.now() - startedAt) / 1000;
    say(`${entries} files committed in ${seconds.toFixed(0)} s`);
    for (const revision of await revisionsOf(gallery, address)) {
      for (const how of ["a folder", "recursive"] as const) {
        for (const place of ["first", "deep"] as const) {
          const wanted = { address, revision, how, place, entries };
          const measured = await measurePages(gallery, wanted, sizes);
          parts.push(...measured.parts);
          rows.push(measured.row);
          details[measured.label] = measured.details;
          say(`${measured.label}: ${measured.row[1]}`);
        }
      }
    }
  }
  return figureOfLimits(parts, { rows, details });
}

/** One folder with all of them, by commits as large as may be; then one more commit of one file. */
async function fill({ url, token }: BenchGallery, address: Address, count: number): Promise<void> {
  const files = { seed: count, count, sizeBytes: 20, perFolder: count };
  const filesPerCommit = Math.min(FILES_PER_COMMIT, count);
  const input: SendCommitsInput = { url, token, address, files, filesPerCommit };
  await runProgram<SendCommitsOutput>(SEND_COMMITS, input);
  const one = { ...files, seed: count + 1, count: 1 };
  await runProgram<SendCommitsOutput>(SEND_COMMITS, { ...input, files: one });
}

type Revision = { name: string; id: string };

/** The head, whose paths are indexed, and the commit before it, which is read from git's trees. */
async function revisionsOf({ client }: BenchGallery, params: Address): Promise<Revision[]> {
  const { items } = await client.call("repositories.list-commits", {
    params: { ...params, revision: "main" },
    query: { limit: 2 },
  });
  return items.map(({ id }, index) => ({ name: index === 0 ? "head" : "older revision", id }));
}

type Wanted = {
  address: Address;
  revision: Revision;
  how: "a folder" | "recursive";
  place: "first" | "deep";
  entries: number;
};

async function measurePages(gallery: BenchGallery, wanted: Wanted, sizes: Sizes) {
  const { entries, revision, how, place } = wanted;
  const label = `${entries} files, ${revision.name}, ${how}, ${place} page`;
  const path = await pathOf(gallery, wanted);
  const idleMib = await treeMemoryMib(gallery.processId);
  const watched = watchMemory(gallery.processId, treeMemoryMib);
  const ask = (requests: number) => readPages(gallery, { path, requests });
  const { milliseconds } = await ask(sizes.requests);
  const memoryMb = ((watched.stop() - idleMib) * 1024 * 1024) / 1e6;
  const [first = 0] = milliseconds;
  const [p50, p95] = [quantile(milliseconds.slice(1), 0.5), quantile(milliseconds.slice(1), 0.95)];
  const counted = Math.ceil(Math.min(2000, Math.max(20, sizes.countForMs / p50)));
  const queries = await queriesOf(gallery, ask, counted);
  const shown = `${p50.toFixed(1)} ms p50, ${p95.toFixed(1)} ms p95, ${first.toFixed(0)} ms at first`;
  return {
    label,
    parts: [
      { label: `${label}, p95`, value: p95, limit: PAGE_MILLISECONDS, unit: "ms" },
      { label: `${label}, memory`, value: Math.max(1, memoryMb), limit: MEMORY_MB, unit: "MB" },
    ],
    row: [label, shown, `${queries} queries`, ""],
    details: { p50, p95, first, queries, memoryMb },
  };
}

async function queriesOf(
  { dataFolder }: BenchGallery,
  ask: (requests: number) => Promise<unknown>,
  requestCount: number,
): Promise<number> {
  const database = findRunningPostgres(dataFolder);
  if (database === undefined) throw new Error("the gallery runs no database");
  return countQueries(
    database.url,
    (requests) => ask(Math.min(requests, requestCount)),
    requestCount,
  );
}

/** The address of one page: the first, or the one in the middle, which is asked for page by page. */
async function pathOf(gallery: BenchGallery, wanted: Wanted): Promise<string> {
  const { address, revision, how, place, entries } = wanted;
  const { kind, owner, name } = address;
  const query = new URLSearchParams(
    how === "recursive" ? { recursive: "true" } : { path: "folder-0000" },
  );
  const base = `/api/v1/repositories/${kind}/${owner}/${name}/tree/${revision.id}?${query}`;
  if (place === "first") return `${base}&limit=${PAGE_ENTRIES}`;
  const half = Math.floor(entries / 2);
  const limit = Math.min(1000, half);
  const way = { path: `${base}&limit=${limit}`, requests: 1, skip: Math.floor(half / limit) };
  const { cursor } = await readPages(gallery, way);
  return `${base}&limit=${PAGE_ENTRIES}&cursor=${encodeURIComponent(cursor ?? "")}`;
}

function readPages(
  { url, token }: BenchGallery,
  wanted: Omit<ReadPagesInput, "url" | "token">,
): Promise<ReadPagesOutput> {
  return runProgram<ReadPagesOutput>(READ_PAGES, { url, token, ...wanted });
}
