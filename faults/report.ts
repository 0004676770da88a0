import type { StoreKind } from "./gallery/storage.ts";
import type { RoundReport } from "./life.ts";

/** What a failed round leads with: how to see it again. */
function replayCommand({ seed, round, store }: RoundReport): string {
  return `npm run faults -- --seed ${seed} --rounds ${round} --life ${round} --store ${store}`;
}

export function formatRound(report: RoundReport, { done, of }: { done: number; of: number }) {
  const { seed, fault, counts, commits, seconds, violations } = report;
  const { acknowledged, refused, unknown } = counts;
  const times = Object.values(seconds).map((value) => `${value.toFixed(1)} s`);
  const line = [
    violations.length === 0 ? "✓" : "✗",
    `${done}/${of}`.padStart(7),
    fault.padEnd(18),
    `${acknowledged} acknowledged, ${refused} refused, ${unknown} without an answer,`,
    `${commits} commits checked; load, restart, check ${times.join(", ")}; seed ${seed}`,
  ].join(" ");
  const broken = violations.map(({ invariant, detail }) => `    ${invariant}: ${detail}`);
  if (broken.length === 0) return line;
  return [line, ...broken, `    again: ${replayCommand(report)}`].join("\n");
}

type FaultSum = { rounds: number; acknowledged: number; refused: number; unknown: number };

export class Summary {
  readonly seed: number;
  readonly store: StoreKind;
  rounds = 0;
  commits = 0;
  readonly faults = new Map<string, FaultSum>();
  readonly failures: (Pick<RoundReport, "seed" | "round" | "fault" | "violations"> & {
    again: string;
  })[] = [];

  constructor({ seed, store }: { seed: number; store: StoreKind }) {
    this.seed = seed;
    this.store = store;
  }

  get isOk(): boolean {
    return this.failures.length === 0;
  }

  add(report: RoundReport): void {
    const { seed, round, fault, counts, commits, violations } = report;
    const none = { rounds: 0, acknowledged: 0, refused: 0, unknown: 0 };
    const sum = this.faults.get(fault) ?? none;
    this.rounds += 1;
    this.commits += commits;
    this.faults.set(fault, {
      rounds: sum.rounds + 1,
      acknowledged: sum.acknowledged + counts.acknowledged,
      refused: sum.refused + counts.refused,
      unknown: sum.unknown + counts.unknown,
    });
    if (violations.length === 0) return;
    this.failures.push({ seed, round, fault, violations, again: replayCommand(report) });
  }

  get totals(): FaultSum {
    const totals = { rounds: 0, acknowledged: 0, refused: 0, unknown: 0 };
    for (const sum of this.faults.values()) {
      totals.rounds += sum.rounds;
      totals.acknowledged += sum.acknowledged;
      totals.refused += sum.refused;
      totals.unknown += sum.unknown;
    }
    return totals;
  }

  toJSON() {
    const { seed, store, commits, failures, isOk } = this;
    return {
      name: "faults",
      ok: isOk,
      store,
      seed,
      ...this.totals,
      commits,
      faults: Object.fromEntries(this.faults),
      failures,
    };
  }
}

export function formatSummary(summary: Summary): string {
  const heads = ["", "rounds", "acknowledged", "refused", "no answer"];
  const cells = (name: string, { rounds, acknowledged, refused, unknown }: FaultSum) => [
    name,
    ...[rounds, acknowledged, refused, unknown].map(String),
  ];
  const faults = [...summary.faults].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const rows = [
    heads,
    ...faults.map(([name, sum]) => cells(name, sum)),
    cells("all", summary.totals),
  ];
  const lines = rows.map(([name = "", ...numbers]) =>
    [name.padEnd(18), ...numbers.map((number) => number.padStart(13))].join(""),
  );
  const ending = summary.isOk
    ? `${summary.commits} commits checked, nothing lost, nothing falsely confirmed`
    : `${summary.failures.length} rounds broke an invariant`;
  return `\n${lines.join("\n")}\n\n${ending}\n`;
}
