import type { DiffHunk, DiffLine } from "#contract/repositories/diff-comparison.ts";
import type { Token } from "../../blob/split-lines.ts";

/** A line whose text may be given as tokens of one colour each. */
export type ColouredLine = DiffLine & { tokens?: readonly Token[] };
export type ColouredHunk = Omit<DiffHunk, "lines"> & { lines: ColouredLine[] };

/** A part of a line: its colour, and whether it differs from the line beside it. */
export type Piece = { text: string; className: string | undefined; isMarked: boolean };

/**
 * Colours the lines of both texts as far as they are shown; unchanged ones by the newer text.
 * @param highlight the lines of a text as tokens.
 */
export function colourHunks(
  hunks: readonly DiffHunk[],
  highlight: (text: string) => Token[][],
): ColouredHunk[] {
  return hunks.map((hunk) => {
    const sides = { removed: sideOf(hunk, "added"), added: sideOf(hunk, "removed") };
    const colours = {
      removed: highlight(textOf(sides.removed)),
      added: highlight(textOf(sides.added)),
    };
    const at = { removed: 0, added: 0 };
    const lines = hunk.lines.map((line): ColouredLine => {
      const side = line.type === "removed" ? "removed" : "added";
      const tokens = colours[side][at[side]];
      if (line.type !== "added") at.removed += 1;
      if (line.type !== "removed") at.added += 1;
      return tokens !== undefined && tokens.length > 0 ? { ...line, tokens } : line;
    });
    return { ...hunk, lines };
  });
}

/** A line cut wherever its colour or its mark changes. */
export function piecesOf({ text, marks, tokens }: ColouredLine): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const token of tokens ?? [{ text, className: undefined }]) {
    const end = start + token.text.length;
    const cuts = marks.flat().filter((cut) => cut > start && cut < end);
    for (let at = start; at < end;) {
      const next = cuts.find((cut) => cut > at) ?? end;
      const isMarked = marks.some(([from, until]) => from <= at && at < until);
      pieces.push({ text: text.slice(at, next), className: token.className, isMarked });
      at = next;
    }
    start = end;
  }
  return pieces;
}

function sideOf({ lines }: DiffHunk, without: DiffLine["type"]): DiffLine[] {
  return lines.filter(({ type }) => type !== without);
}

function textOf(lines: readonly DiffLine[]): string {
  return lines.map(({ text }) => text).join("\n");
}
