import type { Comparison, Side } from "./compare.ts";
import type { Figure, Table } from "./bench.ts";

/** How a comparison reads: its unit of work, and how many of them its rates are shown in. */
export type Wording = { label: string; unit: string; perUnit: string; ours: string; peer: string };

export const THROUGHPUT: Pick<Wording, "unit" | "perUnit"> = {
  unit: "MB/s",
  perUnit: "CPU s/GB",
};

const HEADS = ["", "rate", "CPU", "p99 loop delay", "memory", "spread"] as const;

/**
 * One figure of one or more comparisons: the worst of them counts.
 * @param scale.rate multiplies rates for display, `scale.cpu` CPU seconds per unit of work.
 */
export function figureOf(
  goal: number,
  parts: readonly { comparison: Comparison; wording: Wording }[],
  scale: { rate: number; cpu: number },
): Figure {
  const rows = parts.flatMap(({ comparison, wording }) => [
    rowOf(`${wording.label}: ${wording.ours}`, comparison.ours, { wording, scale }),
    rowOf(`${wording.label}: ${wording.peer}`, comparison.peer, { wording, scale }),
    [`${wording.label}: ratio`, comparison.ratio.toFixed(2), "", "", "", ""],
  ]);
  const details = parts.map(({ comparison, wording }) => [
    wording.label,
    {
      ratio: round(comparison.ratio),
      unit: wording.unit,
      ours: sideDetails(comparison.ours, scale),
      peer: sideDetails(comparison.peer, scale),
      isPeerSteady: comparison.isPeerSteady,
    },
  ]);
  return {
    ratio: Math.min(...parts.map(({ comparison }) => comparison.ratio)),
    goal,
    details: Object.fromEntries(details),
    table: { heads: HEADS, rows },
  };
}

type Shown = { wording: Wording; scale: { rate: number; cpu: number } };

function rowOf(name: string, side: Side, { wording, scale }: Shown): string[] {
  return [
    name,
    `${(side.rate * scale.rate).toFixed(0)} ${wording.unit}`,
    `${(side.cpu * scale.cpu).toFixed(2)} ${wording.perUnit}`,
    side.loopDelayMs === undefined ? "" : `${side.loopDelayMs.toFixed(1)} ms`,
    side.memoryMib === undefined ? "" : `${side.memoryMib.toFixed(0)} MiB`,
    `${(side.spread * 100).toFixed(0)} %`,
  ];
}

function sideDetails(side: Side, scale: { rate: number; cpu: number }) {
  const { loopDelayMs, memoryMib } = side;
  return {
    rate: round(side.rate * scale.rate),
    cpuSeconds: round(side.cpu * scale.cpu),
    ...(loopDelayMs === undefined ? {} : { loopDelayP99Ms: round(loopDelayMs) }),
    ...(memoryMib === undefined ? {} : { memoryMib: round(memoryMib) }),
    spread: round(side.spread),
    runs: side.runs,
  };
}

export function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Columns as wide as their widest cell; the first one to the left, figures to the right. */
export function formatTable({ heads, rows }: Table): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  const format = (line: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = line[column] ?? "";
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  return lines.map(format).join("\n");
}
