import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Bench, Figure } from "./harness/bench.ts";
import { formatTable, round } from "./harness/report.ts";
import { closeOnSignal, Workplace } from "./harness/workplace.ts";
import { api } from "./api.ts";
import { chunked } from "./chunked.ts";
import { commit } from "./commit.ts";
import { dedup } from "./dedup.ts";
import { download } from "./download.ts";
import { firstPage } from "./first-page.ts";
import { git } from "./git.ts";
import { hfDownload } from "./hf-download.ts";
import { hfUpload } from "./hf-upload.ts";
import { list } from "./list.ts";
import { listPage } from "./list-page.ts";
import { memory } from "./memory.ts";
import { preview } from "./preview.ts";
import { s3 } from "./s3.ts";
import { search } from "./search.ts";
import { searchUpdate } from "./search-update.ts";
import { start } from "./start.ts";
import { transfers } from "./transfers.ts";
import { upload } from "./upload.ts";
import { xetDelta } from "./xet-delta.ts";

const BENCHES: Readonly<Record<string, Bench>> = {
  upload,
  download,
  start,
  api,
  "first-page": firstPage,
  commit,
  list,
  memory,
  preview,
  s3,
  transfers,
  "xet-delta": xetDelta,
  dedup,
  "hf-upload": hfUpload,
  "hf-download": hfDownload,
  chunked,
  git,
  search,
  "search-update": searchUpdate,
  "list-page": listPage,
};

const FLAGS = {
  json: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
  full: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

type Options = { isQuick: boolean; isFull: boolean; isJson: boolean };

await main();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: FLAGS, allowPositionals: true });
  const unknown = positionals.filter((name) => !Object.hasOwn(BENCHES, name));
  if (values.help || positionals.length === 0 || unknown.length > 0) {
    printUsage(unknown);
    return;
  }
  for (const name of positionals) {
    const { quick: isQuick, full: isFull, json: isJson } = values;
    const figure = await measure(name, { isQuick, isFull, isJson });
    const isMissed = figure !== undefined && figure.ratio < figure.goal && !values.quick;
    if (figure === undefined || isMissed) process.exitCode = 1;
  }
}

async function measure(
  name: string,
  { isQuick, isFull, isJson }: Options,
): Promise<Figure | undefined> {
  const bench = BENCHES[name];
  if (bench === undefined) return undefined;
  const workplace = await Workplace.open();
  const stopListening = closeOnSignal(workplace);
  const say = (line: string) => process.stderr.write(`${name}: ${line}\n`);
  try {
    const machine = { cores: availableParallelism(), load: round(loadavg()[0] ?? 0) };
    const figure = await bench.measure({ workplace, isQuick, isFull, say });
    const { ratio, goal, table } = figure;
    const details = { ...figure.details, machine };
    if (!isJson) console.log(`\n${bench.summary}\n\n${formatTable(table)}\n`);
    console.log(JSON.stringify({ name, ratio: round(ratio), goal, ok: ratio >= goal, details }));
    return figure;
  } finally {
    stopListening();
    await workplace.close();
  }
}

function printUsage(unknown: readonly string[]): void {
  const list = Object.entries(BENCHES).map(
    ([name, { summary }]) => `  ${name.padEnd(12)}${summary}`,
  );
  console.log(`npm run bench -- NAME… [--json] [--quick | --full]

  --json   only the last line, without the table
  --quick  small sizes and one round: proves that the bench works, its figures do not count
  --full   the largest sizes that are promised, where a bench usually takes smaller ones

${list.join("\n")}`);
  if (unknown.length === 0) return;
  console.error(`\nThere is no bench ${unknown.join(", ")}.`);
  process.exitCode = 1;
}
