import { expect, it } from "vitest";
import { parseTerminal } from "./parse-terminal.ts";

const ESCAPE = "\u001B";
const textOf = (source: string) =>
  parseTerminal(source)
    .map(({ text }) => text)
    .join("");

it("REP-5: shows the colours of a traceback, named, of 256 and true ones", () => {
  const source = `${ESCAPE}[1;31mError${ESCAPE}[0m: ${ESCAPE}[38;5;208ma${ESCAPE}[48;2;1;2;3mb${ESCAPE}[m`;
  expect(parseTerminal(source)).toEqual([
    { text: "Error", marks: ["bold"], colour: "var(--ansi-red)", background: undefined },
    { text: ": ", marks: [], colour: undefined, background: undefined },
    { text: "a", marks: [], colour: "rgb(255, 135, 0)", background: undefined },
    { text: "b", marks: [], colour: "rgb(255, 135, 0)", background: "rgb(1, 2, 3)" },
  ]);
});

it("REP-5: keeps the last state of a progress bar", () => {
  expect(textOf("  0%|   |\r 50%|▌  |\r100%|███|\r\ndone\r\n")).toBe("100%|███|\ndone\n");
});

it("REP-5: leaves out what moves a cursor, sets a title or rings a bell", () => {
  const source = `a${ESCAPE}[2K${ESCAPE}[1A${ESCAPE}]0;title\u0007b\u0000\u0008${ESCAPE}(Bc\u0007`;
  expect(textOf(source)).toBe("abc");
});

it("REP-5: takes broken sequences for what they are", () => {
  for (const source of [`${ESCAPE}[`, `${ESCAPE}[999999m x`, `${ESCAPE}[38;5;999mx`, ESCAPE]) {
    for (const { colour } of parseTerminal(source)) {
      expect(colour ?? "var(--ansi-red)").toMatch(/^(?:var\(--ansi-|rgb\()/u);
    }
  }
});
