import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import type { StoreKind } from "./gallery/storage.ts";
import { faultsNamed, faultsOn } from "./kinds.ts";
import { live, type RoundReport } from "./life.ts";
import { Random } from "./random.ts";
import { formatRound, formatSummary, Summary } from "./report.ts";

const USAGE = `npm run faults -- [--rounds N] [--seed S] [--life N] [--store directory|s3]
                  [--faults NAME,…] [--json]

A gallery under load is struck, started again and checked, round after round.

  --rounds N   how many rounds (default 200)
  --seed S     the choices of a run that is to be repeated
  --life N     rounds on one data folder before a fresh one is taken (default 5)
  --store S    where the objects lie: directory (default), or s3 for a real S3 server of the run's own
  --faults F   only these, with commas between; all that the store and this machine allow:
               directory: ${namesOf("directory")}
               s3: ${namesOf("s3")}
  --json       only the last line, without a line for every round
`;

const FLAGS = {
  rounds: { type: "string", default: "200" },
  seed: { type: "string" },
  life: { type: "string", default: "5" },
  store: { type: "string", default: "directory" },
  faults: { type: "string" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

await main();

async function main(): Promise<void> {
  const { values } = parseArgs({ options: FLAGS });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const rounds = Number(values.rounds);
  const life = Number(values.life);
  const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
  const store = storeNamed(values.store);
  const faults =
    values.faults === undefined ? faultsOn(store) : faultsNamed(values.faults.split(","));
  const summary = new Summary({ seed, store });
  const report = (round: RoundReport) => {
    summary.add(round);
    if (!values.json) console.log(formatRound(round, { done: summary.rounds, of: rounds }));
  };
  let lifeSeed = seed;
  while (summary.rounds < rounds) {
    const left = rounds - summary.rounds;
    await live({ seed: lifeSeed, rounds: Math.min(life, left), store, faults, report });
    lifeSeed = new Random(lifeSeed).int(0, 2 ** 31);
  }
  if (!values.json) console.log(formatSummary(summary));
  console.log(JSON.stringify(summary.toJSON()));
  if (!summary.isOk) process.exitCode = 1;
}

function storeNamed(name: string): StoreKind {
  if (name === "directory" || name === "s3") return name;
  throw new Error(`--store is directory or s3, not ${name}`);
}

function namesOf(store: StoreKind): string {
  return faultsOn(store)
    .map(({ name }) => name)
    .join(", ");
}
