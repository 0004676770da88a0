import { expect, it } from "vitest";
import type { DiffHunk, DiffLine } from "#contract/repositories/diff-comparison.ts";
import { type DiffRow, inOneColumn, rowsOf } from "./diff-rows.ts";

const TYPES = { " ": "same", "-": "removed", "+": "added" } as const;

function hunk(beforeStart: number, afterStart: number, text: string): DiffHunk {
  const lines = text.split("|").map((line): DiffLine => {
    const type = TYPES[line.charAt(0) as keyof typeof TYPES];
    return { type, text: line.slice(1), isCut: false, marks: [], isUnended: false };
  });
  return { beforeStart, afterStart, lines };
}

function printed(rows: readonly DiffRow[]): string[] {
  return rows.map((row) => {
    if (row.type === "gap") return `… ${row.lines}`;
    const side = (line: typeof row.before) => (line ? `${line.number}${line.text}` : "-");
    return `${side(row.before)} ${side(row.after)}`;
  });
}

it("REP-5: sets replaced lines beside each other and counts what is left out", () => {
  const hunks = [hunk(4, 4, " a|-b|-c|+B| d"), hunk(20, 19, " x|+y")];
  const rows = rowsOf(hunks, 25);
  expect(printed(rows)).toEqual([
    "… 3",
    "4a 4a",
    "5b 5B",
    "6c -",
    "7d 6d",
    "… 12",
    "20x 19x",
    "- 20y",
    "… 5",
  ]);
  expect(printed(inOneColumn(rows)).slice(1, 6)).toEqual([
    "4a 4a",
    "5b -",
    "6c -",
    "- 5B",
    "7d 6d",
  ]);
});

it("REP-5: leaves nothing out of a file that is new, gone or whole", () => {
  expect(printed(rowsOf([hunk(1, 1, "+a|+b")], 2))).toEqual(["- 1a", "- 2b"]);
  expect(printed(rowsOf([hunk(1, 1, "-a")], 0))).toEqual(["1a -"]);
  expect(printed(inOneColumn(rowsOf([hunk(1, 1, "-a|+b|-c|+d")], 2)))).toEqual([
    "1a -",
    "2c -",
    "- 1b",
    "- 2d",
  ]);
  expect(rowsOf([], 7)).toEqual([]);
});
