import { expect, it } from "vitest";
import type { DiffLine } from "#contract/repositories/diff-comparison.ts";
import { highlightText } from "../../blob/highlight-text.ts";
import { colourHunks, piecesOf } from "./colour-hunks.ts";

const line = (type: DiffLine["type"], text: string, marks: DiffLine["marks"] = []): DiffLine => ({
  type,
  text,
  isCut: false,
  marks,
  isUnended: false,
});

it("REP-5: colours each side as its own text and keeps every character", () => {
  const lines = [
    line("same", "def f():"),
    line("removed", '    """one'),
    line("removed", '    two"""'),
    line("added", "    return 'x'  # why", [[11, 14]]),
    line("same", ""),
    line("same", "    pass"),
  ];
  const [hunk] = colourHunks([{ beforeStart: 1, afterStart: 1, lines }], (text) =>
    highlightText(text, "a.py"),
  );
  const pieces = (hunk?.lines ?? []).map(piecesOf);
  expect(pieces.map((parts) => parts.map(({ text }) => text).join(""))).toEqual(
    lines.map(({ text }) => text),
  );
  const coloured = (index: number, text: string) =>
    pieces[index]?.find((piece) => piece.text.includes(text));
  expect(coloured(0, "def")?.className).toContain("hljs-keyword");
  expect(coloured(2, "two")?.className).toContain("hljs-string");
  expect(coloured(3, "'x'")).toMatchObject({ className: "hljs-string", isMarked: true });
  expect(coloured(3, "# why")).toMatchObject({ className: "hljs-comment", isMarked: false });
  expect(coloured(5, "pass")?.className).toContain("hljs-keyword");
});

it("REP-5: cuts a line without colours by its marks alone", () => {
  const marks: DiffLine["marks"] = [
    [0, 1],
    [3, 5],
  ];
  expect(
    piecesOf(line("added", "abcdef", marks)).map(({ text, isMarked }) => [text, isMarked]),
  ).toEqual([
    ["a", true],
    ["bc", false],
    ["de", true],
    ["f", false],
  ]);
  expect(piecesOf(line("same", ""))).toEqual([]);
});
