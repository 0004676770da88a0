import type { DiffLine } from "#contract/repositories/diff-comparison.ts";
import type { ColouredHunk, ColouredLine } from "./colour-hunks.ts";

/** A line with its number in its file. */
export type NumberedLine = ColouredLine & { number: number };

/** One row of a difference; a gap stands for unchanged lines that are not shown. */
export type DiffRow =
  | { type: "gap"; lines: number }
  | { type: "same"; before: NumberedLine; after: NumberedLine }
  | { type: "changed"; before: NumberedLine | null; after: NumberedLine | null };

/**
 * The rows of two texts side by side. Lines that were replaced stand beside those that replace them.
 * @param afterLines how many lines the newer text has.
 */
export function rowsOf(hunks: readonly ColouredHunk[], afterLines: number): DiffRow[] {
  const rows: DiffRow[] = [];
  let shownUntil = 1;
  for (const { beforeStart, afterStart, lines } of hunks) {
    addGap(rows, afterStart - shownUntil);
    let before = beforeStart;
    let after = afterStart;
    for (let at = 0; at < lines.length;) {
      const line = lines[at];
      if (line === undefined) break;
      if (line.type === "same") {
        const both = { before: { ...line, number: before }, after: { ...line, number: after } };
        rows.push({ type: "same", ...both });
        before += 1;
        after += 1;
        at += 1;
        continue;
      }
      const removed = runFrom(lines, at, "removed");
      const added = runFrom(lines, at + removed.length, "added");
      for (let pair = 0; pair < Math.max(removed.length, added.length); pair += 1) {
        rows.push({
          type: "changed",
          before: numbered(removed[pair], before + pair),
          after: numbered(added[pair], after + pair),
        });
      }
      before += removed.length;
      after += added.length;
      at += removed.length + added.length;
    }
    shownUntil = after;
  }
  if (hunks.length > 0) addGap(rows, afterLines + 1 - shownUntil);
  return rows;
}

/** One below the other: of lines that were replaced, all that went before all that came. */
export function inOneColumn(rows: readonly DiffRow[]): DiffRow[] {
  const column: DiffRow[] = [];
  let came: DiffRow[] = [];
  for (const row of rows) {
    if (row.type !== "changed") {
      column.push(...came, row);
      came = [];
      continue;
    }
    const { before, after } = row;
    if (before !== null) column.push({ type: "changed", before, after: null });
    if (after !== null) came.push({ type: "changed", before: null, after });
  }
  return [...column, ...came];
}

function addGap(rows: DiffRow[], lines: number): void {
  if (lines > 0) rows.push({ type: "gap", lines });
}

function runFrom(
  lines: readonly ColouredLine[],
  start: number,
  type: DiffLine["type"],
): ColouredLine[] {
  let end = start;
  while (lines[end]?.type === type) end += 1;
  return lines.slice(start, end);
}

function numbered(line: ColouredLine | undefined, number: number): NumberedLine | null {
  return line === undefined ? null : { ...line, number };
}
