import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { FAULTS, faultsNamed } from "./kinds.ts";
import { live, type RoundReport } from "./life.ts";
import { Random } from "./random.ts";
import { formatRound, formatSummary, Summary } from "./report.ts";

const USAGE = `npm run faults -- [--rounds N] [--seed S] [--life N] [--faults NAME,…] [--json]

A gallery under load is struck, started again and checked, round after round.

  --rounds N   how many rounds (default 200)
  --seed S     the choices of a run that is to be repeated
  --life N     rounds on one data folder before a fresh one is taken (default 5)
  --faults     only these: ${FAULTS.map(({ name }) => name).join(", ")}
  --json       only the last line, without a line for every round
`;

const FLAGS = {
  rounds: { type: "string", default: "200" },
  seed: { type: "string" },
  life: { type: "string", default: "5" },
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
  const faults = values.faults === undefined ? FAULTS : faultsNamed(values.faults.split(","));
  const summary = new Summary(seed);
  const report = (round: RoundReport) => {
    summary.add(round);
    if (!values.json) console.log(formatRound(round, { done: summary.rounds, of: rounds }));
  };
  let lifeSeed = seed;
  while (summary.rounds < rounds) {
    const left = rounds - summary.rounds;
    await live({ seed: lifeSeed, rounds: Math.min(life, left), faults, report });
    lifeSeed = new Random(lifeSeed).int(0, 2 ** 31);
  }
  if (!values.json) console.log(formatSummary(summary));
  console.log(JSON.stringify(summary.toJSON()));
  if (!summary.isOk) process.exitCode = 1;
}
