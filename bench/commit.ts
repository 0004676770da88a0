import { randomInt } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare, type Comparison } from "./harness/compare.ts";
import { type BenchGallery, createModel, startGallery } from "./harness/gallery.ts";
import { figureOfLimits, type Limited } from "./harness/limits.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { runProgram } from "./harness/processes.ts";
import { figureOf } from "./harness/report.ts";
import { median } from "./harness/statistics.ts";
import type { GitCommitInput, GitCommitOutput } from "./programs/git-commit.ts";
import type { SendCommitsInput, SendCommitsOutput } from "./programs/send-commits.ts";
import type { SmallFiles } from "./programs/small-files.ts";

/** How many times git's time the one large commit may take. */
const GIT_FACTOR = 1.5;
const ONE_FILE_MILLISECONDS = 50;
/** How much longer a commit may take when the repository, or its history, is a hundred times as large. */
const GROWTH = 1.25;
const FILE_BYTES = 500;
/** Of a commit at the protocol's limit of files. */
const PER_FOLDER = 200;
/** How often the small and the large repository take their turn. */
const TURNS = 3;
const SEND_COMMITS = join(import.meta.dirname, "programs", "send-commits.ts");
const GIT_COMMIT = join(import.meta.dirname, "programs", "git-commit.ts");

export const commit: Bench = {
  summary: "20,000 files in one commit beside git with fsync; one file onto 20,000; 1,000 commits",
  measure: measureCommit,
};

type Sizes = { large: number; small: number; onto: number; history: number; rounds: number };
const FULL: Sizes = { large: 20_000, small: 200, onto: 40, history: 1000, rounds: 5 };
const QUICK: Sizes = { large: 400, small: 20, onto: 5, history: 30, rounds: 1 };

async function measureCommit({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const sizes = isQuick ? QUICK : FULL;
  const gallery = await startGallery(workplace);
  const comparison = await compareWithGit(gallery, {
    sizes,
    say,
    folder: join(workplace.folder, "git"),
  });
  const onto = [];
  for (const layout of ["flat", "folders"] as const) {
    onto.push(...(await measureOnto(gallery, { layout, sizes, say })));
  }
  const history = await measureHistory(gallery, { sizes, say });
  const seconds = (side: "ours" | "peer") => sizes.large / comparison[side].rate;
  const wording = {
    label: `${sizes.large} files at once`,
    ours: "Open Gallery",
    peer: "git with fsync",
    unit: "files/s",
    perUnit: "CPU s/1000",
  };
  const beside = figureOf(1, [{ comparison, wording }], { rate: 1, cpu: 1000 });
  const large: Limited = {
    label: `${sizes.large} files at once`,
    value: seconds("ours"),
    limit: GIT_FACTOR * seconds("peer"),
    unit: "s",
  };
  return figureOfLimits([large, ...onto, ...history.parts], {
    rows: [...beside.table.rows.map((row) => row.slice(0, 4)), ...history.rows],
    details: { ...history.details, comparison: beside.details },
  });
}

type Setting = { sizes: Sizes; say: (line: string) => void };

function compareWithGit(
  gallery: BenchGallery,
  { sizes, say, folder }: Setting & { folder: string },
): Promise<Comparison> {
  let runs = 0;
  const files = (): SmallFiles => ({
    seed: randomInt(2 ** 40),
    count: sizes.large,
    sizeBytes: FILE_BYTES,
    perFolder: PER_FOLDER,
  });
  return compare({
    rounds: sizes.rounds,
    say: (line) => say(`${sizes.large} files at once, ${line}`),
    async ours() {
      const address = await createModel(gallery, `large-${runs++}`);
      return observeGallery(gallery, async () => {
        const input = { address, files: files(), filesPerCommit: sizes.large };
        const [milliseconds = 0] = await send(gallery, input);
        return { amount: sizes.large, seconds: milliseconds / 1000 };
      });
    },
    async peer() {
      const input: GitCommitInput = { folder, files: files() };
      const { seconds, cpuSeconds } = await runProgram<GitCommitOutput>(GIT_COMMIT, input);
      return { rate: sizes.large / seconds, cpu: cpuSeconds / sizes.large };
    },
  });
}

/**
 * One file onto a small and onto a large repository, in turn: both meet the same machine, and nothing
 * is left to scan of what they began with.
 */
async function measureOnto(
  gallery: BenchGallery,
  { layout, sizes, say }: Setting & { layout: "flat" | "folders" },
): Promise<Limited[]> {
  const perFolder = layout === "flat" ? 0 : PER_FOLDER;
  const file = { sizeBytes: FILE_BYTES, perFolder };
  const ends = ["small", "large"] as const;
  const milliseconds = { small: [] as number[], large: [] as number[] };
  const addresses = new Map<string, SendCommitsInput["address"]>();
  for (const end of ends) {
    const address = await createModel(gallery, `onto-${layout}-${end}`);
    addresses.set(end, address);
    const files = { ...file, seed: 1, count: sizes[end] };
    await send(gallery, { address, files, filesPerCommit: sizes[end] });
    await untilScanned(gallery, address);
  }
  for (let turn = 0; turn <= TURNS; turn++) {
    for (const end of ends) {
      const address = addresses.get(end);
      if (address === undefined) throw new Error(`${end} was not made`);
      const files = { ...file, seed: 2 + turn, count: sizes.onto };
      const taken = await send(gallery, { address, files, filesPerCommit: 1 });
      // The first turn warms up: files, queries and the compiler.
      if (turn > 0) milliseconds[end].push(...taken);
    }
  }
  const medians = { small: median(milliseconds.small), large: median(milliseconds.large) };
  for (const end of ends) {
    say(`one file onto ${sizes[end]}, ${layout}: ${medians[end].toFixed(1)} ms`);
  }
  const label = `one file onto ${sizes.large}, ${layout}`;
  const growth = medians.large / medians.small;
  return [
    { label, value: medians.large, limit: ONE_FILE_MILLISECONDS, unit: "ms" },
    { label: `${label}, beside onto ${sizes.small}`, value: growth, limit: GROWTH, unit: "" },
  ];
}

/** Many commits, one after another: a long history may not make the next commit slower. */
async function measureHistory(gallery: BenchGallery, { sizes, say }: Setting) {
  const address = await createModel(gallery, "history");
  const files = { seed: 3, count: sizes.history, sizeBytes: FILE_BYTES, perFolder: 10 };
  const milliseconds = await send(gallery, { address, files, filesPerCommit: 1 });
  const tenth = Math.ceil(sizes.history / 10);
  // The first tenth warms up: files, queries and the compiler.
  const early = median(milliseconds.slice(tenth, 2 * tenth));
  const late = median(milliseconds.slice(-tenth));
  const rate = (1000 * sizes.history) / milliseconds.reduce((sum, one) => sum + one, 0);
  say(`${sizes.history} commits: ${rate.toFixed(0)} per second`);
  const label = `${sizes.history} commits, the last tenth beside the second`;
  return {
    parts: [{ label, value: late / early, limit: GROWTH, unit: "" }],
    rows: [[`${sizes.history} commits one after another`, `${rate.toFixed(0)} commits/s`, "", ""]],
    details: { commitsPerSecond: Math.round(rate), earlyMs: early, lateMs: late },
  };
}

/** The security scan reads what was committed, in the background and with the same processors. */
async function untilScanned(
  { client }: BenchGallery,
  params: SendCommitsInput["address"],
): Promise<void> {
  for (;;) {
    await sleep(1000);
    const { waiting } = await client.call("repositories.get-scan-summary", { params });
    if (waiting === 0) return;
  }
}

async function send(
  { url, token }: BenchGallery,
  work: Omit<SendCommitsInput, "url" | "token">,
): Promise<number[]> {
  const input: SendCommitsInput = { url, token, ...work };
  return (await runProgram<SendCommitsOutput>(SEND_COMMITS, input)).milliseconds;
}
