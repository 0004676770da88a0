import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { freePort } from "./harness/free-port.ts";
import { cpuSeconds, endTree, start as startProcess } from "./harness/processes.ts";
import { round } from "./harness/report.ts";
import { median } from "./harness/statistics.ts";

const LIMIT_SECONDS = 2;
const ROUNDS = 7;
const ROOT = join(import.meta.dirname, "..");
/** The first start may have to install, build the page and make the database. */
const FIRST_WITHIN_SECONDS = 300;

export const start: Bench = {
  summary: "2 s ÷ the time from `npm start` on an existing data folder to the first answer",
  measure: measureStart,
};

async function measureStart({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const log = join(workplace.folder, "server.log");
  const startOnce = async () => {
    const started = await startGallery({ dataFolder: join(workplace.folder, "data"), log });
    workplace.later(() => endTree(started.child));
    const seconds = await started.firstAnswer;
    const cpu = await cpuSeconds(started.processId);
    await endTree(started.child);
    return { seconds, cpu };
  };
  const first = await startOnce();
  say(`first start: ${first.seconds.toFixed(2)} s`);
  await startOnce();
  const starts: { seconds: number; cpu: number }[] = [];
  for (let count = 0; count < (isQuick ? 1 : ROUNDS); count++) {
    starts.push(await startOnce());
    say(`start: ${starts.at(-1)?.seconds.toFixed(2)} s`);
  }
  const runs = starts.map((one) => one.seconds);
  const seconds = median(runs);
  const cpu = median(starts.map((one) => one.cpu));
  const details = {
    seconds: round(seconds),
    limitSeconds: LIMIT_SECONDS,
    cpuSeconds: round(cpu),
    firstSeconds: round(first.seconds),
    runs: runs.map(round),
  };
  const show = (value: number) => `${value.toFixed(2)} s`;
  const rows = [
    ["first start, fresh data folder", show(first.seconds)],
    ["next starts, median", show(seconds)],
    ["CPU of all processes until then", show(cpu)],
    ["fastest, slowest", `${show(Math.min(...runs))}, ${show(Math.max(...runs))}`],
  ];
  return {
    ratio: LIMIT_SECONDS / seconds,
    goal: 1,
    details,
    table: { heads: ["npm start to first answer", ""], rows },
  };
}

type Started = { child: ChildProcess; processId: number; firstAnswer: Promise<number> };

async function startGallery(files: { dataFolder: string; log: string }): Promise<Started> {
  const port = await freePort();
  const startedAt = performance.now();
  const flags = ["--data", files.dataFolder, "--port", String(port)];
  const { child, pid } = startProcess("npm", ["start", "--", ...flags], {
    cwd: ROOT,
    stdio: ["ignore", openSync(files.log, "a"), openSync(files.log, "a")],
  });
  const ended = once(child, "exit").then(async () => {
    throw new Error(`The gallery has ended: ${await readFile(files.log, "utf8")}`);
  });
  ended.catch(() => undefined);
  const answered = askUntilAnswered(`http://127.0.0.1:${port}/api/v1/site`).then(
    () => (performance.now() - startedAt) / 1000,
  );
  return { child, processId: pid, firstAnswer: Promise.race([answered, ended]) };
}

/** The site's facts come from the database: who answers this, works. */
async function askUntilAnswered(url: string): Promise<void> {
  const until = performance.now() + FIRST_WITHIN_SECONDS * 1000;
  while (performance.now() < until) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok === true) return;
    await sleep(10);
  }
  throw new Error(`${url} never answered`);
}
