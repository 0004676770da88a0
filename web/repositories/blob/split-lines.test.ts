import hljs from "highlight.js/lib/common";
import { expect, it } from "vitest";
import { colouredLines, plainLines, type Token } from "./split-lines.ts";

function textOf(lines: Token[][]): string {
  return lines.map((line) => line.map((token) => token.text).join("")).join("\n");
}

it("keeps every character of the source, whatever its language makes of it", () => {
  const source = `"""a <b> & 'c'\n  over \\" lines"""\n\nx = f"{1 < 2}"  # &amp; <script>\n`;
  const lines = colouredLines(hljs.highlight(source, { language: "python" }).value);
  expect(`${textOf(lines)}\n`).toBe(source);
  expect(lines).toHaveLength(4);
});

it("continues a colour that runs over lines", () => {
  const lines = colouredLines('<span class="hljs-string">a\nb</span>c');
  expect(lines).toEqual([
    [{ text: "a", className: "hljs-string" }],
    [
      { text: "b", className: "hljs-string" },
      { text: "c", className: undefined },
    ],
  ]);
});

it("splits at every kind of line break, and makes no line after the last", () => {
  expect(plainLines("a\r\nb\rc\nd\n").map((line) => line[0]?.text)).toEqual(["a", "b", "c", "d"]);
  expect(plainLines("")).toHaveLength(1);
  expect(colouredLines("")).toHaveLength(1);
});
