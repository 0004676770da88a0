import { diffArrays } from "diff";

/** What becomes of the lines, in order; indexes count from 0. */
export type LineStep =
  | { type: "same"; before: number; after: number }
  | { type: "removed"; before: number }
  | { type: "added"; after: number };

/**
 * The shortest way from one list of lines to another. Lines that the other side does not have at
 * all are set apart first: they cannot match, and what is left is most often small.
 * @returns undefined when it is not found in time: the lists are too large and too different.
 */
export function matchLines(
  before: readonly string[],
  after: readonly string[],
  { timeoutMs }: { timeoutMs: number },
): LineStep[] | undefined {
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const oldLines = indexesWithin(before, { start, end, other: after });
  const newLines = indexesWithin(after, { start, end, other: before });
  const runs = diffArrays(
    oldLines.map((at) => before[at] ?? ""),
    newLines.map((at) => after[at] ?? ""),
    { timeout: timeoutMs },
  );
  if (runs === undefined) return undefined;
  const pairs = pairsOf(runs, { oldLines, newLines });
  for (let back = end; back > 0; back -= 1) {
    pairs.push({ before: before.length - back, after: after.length - back });
  }
  const steps: LineStep[] = [];
  for (let at = 0; at < start; at += 1) steps.push({ type: "same", before: at, after: at });
  addSteps(steps, pairs, { before: before.length, after: after.length, start });
  return steps;
}

type Pair = { before: number; after: number };

function commonStart(before: readonly string[], after: readonly string[]): number {
  let count = 0;
  const limit = Math.min(before.length, after.length);
  while (count < limit && before[count] === after[count]) count += 1;
  return count;
}

function commonEnd(before: readonly string[], after: readonly string[], start: number): number {
  let count = 0;
  const limit = Math.min(before.length, after.length) - start;
  while (count < limit && before.at(-1 - count) === after.at(-1 - count)) count += 1;
  return count;
}

/** Of the lines between what is common, those that the other side has as well. */
function indexesWithin(
  lines: readonly string[],
  { start, end, other }: { start: number; end: number; other: readonly string[] },
): number[] {
  const known = new Set(other.slice(start, other.length - end));
  const indexes: number[] = [];
  for (let at = start; at < lines.length - end; at += 1) {
    if (known.has(lines[at] ?? "")) indexes.push(at);
  }
  return indexes;
}

function pairsOf(
  runs: readonly { added: boolean; removed: boolean; count: number }[],
  { oldLines, newLines }: { oldLines: readonly number[]; newLines: readonly number[] },
): Pair[] {
  const pairs: Pair[] = [];
  let old = 0;
  let fresh = 0;
  for (const { added, removed, count } of runs) {
    if (!added && !removed) {
      for (let at = 0; at < count; at += 1) {
        pairs.push({ before: oldLines[old + at] ?? 0, after: newLines[fresh + at] ?? 0 });
      }
    }
    if (!added) old += count;
    if (!removed) fresh += count;
  }
  return pairs;
}

/** Between two pairs, what went comes before what came. */
function addSteps(
  steps: LineStep[],
  pairs: readonly Pair[],
  { before, after, start }: { before: number; after: number; start: number },
): void {
  let old = start;
  let fresh = start;
  const moveTo = (pair: Pair) => {
    for (; old < pair.before; old += 1) steps.push({ type: "removed", before: old });
    for (; fresh < pair.after; fresh += 1) steps.push({ type: "added", after: fresh });
  };
  for (const pair of pairs) {
    moveTo(pair);
    steps.push({ type: "same", ...pair });
    old += 1;
    fresh += 1;
  }
  moveTo({ before, after });
}
