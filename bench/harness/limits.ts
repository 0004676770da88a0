import type { Figure, Table } from "./bench.ts";
import type { Side } from "./compare.ts";
import { round } from "./report.ts";

/** What was measured beside the most that it may be: time, memory, growth. Less is better. */
export type Limited = { label: string; value: number; limit: number; unit: string };

export type Beside = {
  /** What tells more, and has no limit. */
  rows?: readonly (readonly string[])[];
  details?: Record<string, unknown>;
};

const HEADS = ["", "measured", "limit", "limit ÷ measured"] as const;

/** One figure of several limits: the one that is kept worst counts. */
export function figureOfLimits(parts: readonly Limited[], beside: Beside = {}): Figure {
  const { rows = [], details = {} } = beside;
  const table: Table = { heads: HEADS, rows: [...parts.map(rowOf), ...rows] };
  const measured = parts.map(({ label, value, limit, unit }) => [
    label,
    { value: round(value), limit: round(limit), unit },
  ]);
  return {
    ratio: Math.min(...parts.map(({ value, limit }) => limit / value)),
    goal: 1,
    details: { ...Object.fromEntries(measured), ...details },
    table,
  };
}

function rowOf({ label, value, limit, unit }: Limited): string[] {
  const show = (number: number) => `${round(number)} ${unit}`.trimEnd();
  return [label, show(value), show(limit), (limit / value).toFixed(2)];
}

const MEMORY_LIMIT_MB = 300;

/**
 * A figure whose gallery may not take more than 300 MB beyond its warmed idle: what exceeds that
 * lowers the ratio below its goal.
 */
export function withinMemory(figure: Figure, { memoryMib = 0 }: Pick<Side, "memoryMib">): Figure {
  const megabytes = (memoryMib * 1024 * 1024) / 1e6;
  if (megabytes <= MEMORY_LIMIT_MB) return figure;
  const { ratio, goal } = figure;
  return { ...figure, ratio: Math.min(ratio, (goal * MEMORY_LIMIT_MB) / megabytes) };
}
