import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { BYTE_ORDER_MARK, type Cell, csvLine } from "./csv.ts";

function readBack(cells: readonly Cell[]): string[] {
  const [line = []] = parse(csvLine(cells));
  return line;
}

describe("ACC-9: lines of an exported list", () => {
  it("are read back as they were, whatever the text holds", () => {
    const texts = ['say "hi"', "a, b; c", "two\nlines", "两行\r\n文字", "", "'quoted'", "0123"];
    expect(readBack(texts)).toEqual(texts);
    expect(csvLine(["a", 1])).toBe('"a",1\r\n');
  });

  it("tell numbers, truths, times and lists", () => {
    const at = new Date("2026-11-20T04:33:18.000Z");
    expect(readBack([12, true, at, ["mit", "apache-2.0"], [], null])).toEqual([
      "12",
      "true",
      "2026-11-20T04:33:18.000Z",
      "mit; apache-2.0",
      "",
      "",
    ]);
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '  =HYPERLINK("http://x")',
    "\t=1",
    "\r=1",
    "\n@x",
    "\u200B=1",
    "＝1+1",
    "＠x",
    "\ttext",
  ])("PLT-7: %j is text to a spreadsheet", (text) => {
    expect(readBack([text])).toEqual([`'${text}`]);
  });

  it("PLT-7: a formula among several is text too, and what only holds a sign stays as it is", () => {
    expect(readBack([["=1", "b"]])).toEqual(["'=1; b"]);
    expect(readBack(["a=b", "1-2", "ada@example.org"])).toEqual(["a=b", "1-2", "ada@example.org"]);
  });

  it("the mark is what spreadsheets know UTF-8 by", () => {
    expect(Buffer.from(BYTE_ORDER_MARK).toString("hex")).toBe("efbbbf");
  });
});
