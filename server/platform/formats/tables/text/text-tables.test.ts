import { describe, expect, it } from "vitest";
import { randomAccess } from "../../random-access.ts";
import type { Cell } from "../table.ts";
import { openTextTable, readTextRows } from "./read-text-rows.ts";
import { splitObject } from "./split-object.ts";

type Source = { sizeBytes: number; byteAt?: (start: number, end: number) => Buffer };

function fileOf(bytes: Uint8Array) {
  return fileFrom({
    sizeBytes: bytes.length,
    byteAt: (start, end) => Buffer.from(bytes.subarray(start, end)),
  });
}

function fileFrom({ sizeBytes, byteAt = () => Buffer.alloc(0) }: Source) {
  const source = {
    sizeBytes,
    async *read({ start, end }: { start: number; end: number }) {
      yield byteAt(start, end);
    },
  };
  return randomAccess(source, 64 * 1024 * 1024);
}

type Reading = { name?: string; limit?: number; columns?: { start: number; end: number } };

/** All rows of a file, page by page, as a reader who follows `next` gets them. */
async function readAll(
  file: ReturnType<typeof fileOf>,
  { name = "a.csv", limit = 2, columns = { start: 0, end: 20 } }: Reading = {},
) {
  const format = name.endsWith("jsonl") ? "jsonl" : "csv";
  const opened = await openTextTable(file, { format, name });
  const pages = [];
  let at: { at: number; number: number } | null = { at: opened.table.firstRowAt, number: 0 };
  while (at !== null) {
    const end = Math.min(columns.end, opened.table.columns.length);
    const page = await readTextRows(file, opened, { ...at, limit, columns: { ...columns, end } });
    pages.push(page);
    at = page.next;
  }
  const rows = pages.flatMap((page) => page.rows);
  return { ...opened, pages, rows, cells: rows.map((row) => row.cells) };
}

const TEXT = 'id,name,说明\r\n1,"a, ""b""\nc",x\r\n2,名字,\r\n3,"",z';
const CELLS: Cell[][] = [
  ["1", 'a, "b"\nc', "x"],
  ["2", "名字", null],
  ["3", "", "z"],
];

describe("encodings", () => {
  const wide = Buffer.from(TEXT, "utf16le");
  it.each([
    ["utf-8", Buffer.from(TEXT)],
    ["utf-8", Buffer.from(`\uFEFF${TEXT}`)],
    ["utf-16le", wide],
    ["utf-16le", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
    ["utf-16be", Buffer.from(`\uFEFF${TEXT}`, "utf16le").swap16()],
  ])(
    "REP-5: reads a CSV in %s, with quotes and newlines in cells, by pages",
    async (label, bytes) => {
      const { table, cells, rowCount } = await readAll(fileOf(bytes));
      expect(table.text.encoding).toBe(label);
      expect(table.columns.map(({ name }) => name)).toEqual(["id", "name", "说明"]);
      expect(cells).toEqual(CELLS);
      expect(rowCount).toBe(3);
    },
  );

  it("REP-5: reads a CSV in GBK", async () => {
    // 编号,姓名 / 1,张三 / 2,李四
    const bytes = Buffer.from("b1e0bac52cd0d5c3fb0a312cd5c5c8fd0a322cc0eecbc40a", "hex");
    const { table, cells } = await readAll(fileOf(bytes));
    expect(table.text.encoding).toBe("gb18030");
    expect(table.columns.map(({ name }) => name)).toEqual(["编号", "姓名"]);
    expect(cells).toEqual([
      ["1", "张三"],
      ["2", "李四"],
    ]);
  });

  it("REP-5: reads bytes that are no text as replacement characters, not as an error", async () => {
    const { cells } = await readAll(fileOf(Buffer.from("a,b\n1,caf\xe9\n", "latin1")));
    expect(cells).toEqual([["1", "café"]]);
  });
});

describe("shapes", () => {
  it.each([
    { text: "1;2,5;x\n3;4,5;y\n", delimiter: ";", columns: 3, hasHeader: false },
    { text: "a\tb\n1\t2\n", delimiter: "\t", columns: 2, hasHeader: true },
    { text: "a|b\n1|2\n", delimiter: "|", columns: 2, hasHeader: true },
    { text: "one\ntwo\nthree\n", delimiter: ",", columns: 1, hasHeader: true },
    { text: "x,2020-01-01\ny,2020-01-02\n", delimiter: ",", columns: 2, hasHeader: false },
  ])("finds delimiter and header of $text", async ({ text, columns, ...expected }) => {
    const { table } = await readAll(fileOf(Buffer.from(text)));
    expect(table.text).toMatchObject(expected);
    expect(table.columns).toHaveLength(columns);
  });

  it("REP-5: an empty file has no columns, a header alone no rows", async () => {
    const empty = await readAll(fileOf(Buffer.alloc(0)));
    expect(empty).toMatchObject({ rows: [], rowCount: 0 });
    expect(empty.table.columns).toEqual([]);
    const header = await readAll(fileOf(Buffer.from("a,b\n")));
    expect(header).toMatchObject({ rows: [], rowCount: 0 });
    expect(header.table.columns).toHaveLength(2);
  });

  it("REP-5: rows with too many and too few cells are told, not dropped", async () => {
    const { rows } = await readAll(fileOf(Buffer.from("a,b\n1\n1,2\n1,2,3\n")));
    expect(rows.map(({ cells, note }) => [cells, note])).toEqual([
      [["1", null], "missing-cells"],
      [["1", "2"], null],
      [["1", "2"], "extra-cells"],
    ]);
  });

  it("a number with a leading zero, and one beyond 2^53, stay what they are", async () => {
    const { table, cells } = await readAll(fileOf(Buffer.from("a,b\n007,9007199254740993\n")));
    expect(table.columns.map(({ type }) => type)).toEqual(["text", "integer"]);
    expect(cells).toEqual([["007", "9007199254740993"]]);
  });
});

describe("bounds", () => {
  it("REP-5: a CSV with 10,000 columns is read in a window of columns", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const values = names.map((_, index) => index);
    const bytes = Buffer.from(`${names.join(",")}\n${values.join(",")}\n`);
    const { table, cells } = await readAll(fileOf(bytes), {
      columns: { start: 9998, end: 10_040 },
    });
    expect(table.columns).toHaveLength(10_000);
    expect(cells).toEqual([["9998", "9999"]]);
  });

  it.each([
    ["quoted", '1,"'],
    ["plain", "1,"],
  ])("REP-5: 1 GB in one %s cell is cut with a mark and mostly not read", async (_, before) => {
    const start = `a,b\n0,short\n${before}`;
    const byteAt = (from: number, to: number) => {
      const bytes = Buffer.alloc(to - from, "x");
      if (from < start.length) bytes.write(start.slice(from));
      return bytes;
    };
    const file = fileFrom({ sizeBytes: 1_000_000_000, byteAt });
    const { rows, pages } = await readAll(file, { limit: 50 });
    expect(rows).toMatchObject([
      { cells: ["0", "short"], note: null },
      { cells: ["1", { kind: "cut", sizeBytes: null }], note: "unfinished" },
    ]);
    expect(pages.at(-1)).toMatchObject({ next: null, stoppedEarly: true });
    expect(file.bytesRead).toBeLessThan(10_000_000);
  });

  it("REP-5: a long cell that ends says how long it is", async () => {
    const bytes = Buffer.from(`a,b\n1,${"y".repeat(3_000_000)}\n2,z\n`);
    const { cells } = await readAll(fileOf(bytes));
    expect(cells).toMatchObject([
      ["1", { kind: "cut", sizeBytes: 3_000_000 }],
      ["2", "z"],
    ]);
  });

  it("reads the same rows in chunks of any size", async () => {
    const rows = Array.from(
      { length: 400 },
      (_, row) => `${row},"q""${"é".repeat(row % 7)}\n",${"w".repeat(row)}`,
    );
    const bytes = Buffer.from(`a,b,c\n${rows.join("\r\n")}\r\n`);
    const whole = await readAll(fileOf(bytes), { limit: 1000 });
    const byOne = await readAll(fileOf(bytes), { limit: 1 });
    expect(whole.rows).toHaveLength(400);
    expect(byOne.rows).toEqual(whole.rows);
  });
});

describe("JSON Lines", () => {
  const lines = [
    '{"a":1,"b":{"deep":[1,"}"]},"id":12345678901234567890}',
    "{broken",
    "",
    '{"b":null,"a":2.50,"text":"line\\nbreak \\u00e9"}',
    "[1,2]",
  ];

  it("REP-5: broken lines are told and no number is rounded", async () => {
    const file = fileOf(Buffer.from(lines.join("\n")));
    const { table, rows } = await readAll(file, { name: "a.jsonl" });
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ["a", "number"],
      ["b", "object"],
      ["id", "integer"],
      ["text", "text"],
    ]);
    expect(rows.map(({ cells, note }) => [cells, note])).toEqual([
      [["1", '{"deep":[1,"}"]}', "12345678901234567890", null], null],
      [[null, null, null, null], "broken"],
      [["2.50", null, null, "line\nbreak é"], null],
      [[null, null, null, null], "broken"],
    ]);
  });

  it("lines that are no objects are one column of values", async () => {
    const { cells } = await readAll(fileOf(Buffer.from('[1,2]\n"x"\n')), { name: "a.jsonl" });
    expect(cells).toEqual([["[1,2]"], ["x"]]);
  });

  it("splits only the outermost members", () => {
    expect(splitObject(' { "a\\"b" : [ {"c":1} , 2 ] , "d":"}" } ')).toEqual([
      { key: 'a"b', raw: '[ {"c":1} , 2 ]' },
      { key: "d", raw: '"}"' },
    ]);
    expect(splitObject("[1]")).toBeUndefined();
  });
});
