import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import type { TableCount, TableStatistics } from "#contract/repositories/table.ts";
import { cellsOf, PEOPLE, type Query, tableCalls } from "./testing/table-calls.ts";

const { aTableRepository, ask, rowsOf, send, tokens } = await tableCalls();

describe("rows", () => {
  it("REP-5: of a CSV come as they stand in the file, with inferred types", async () => {
    const repository = await aTableRepository({ "people.csv": PEOPLE });
    const page = await rowsOf(repository, "people.csv", { limit: 2 });
    expect(page.columns.map(({ name, type }) => [name, type])).toEqual([
      ["name", "text"],
      ["age", "integer"],
      ["score", "number"],
      ["born", "date"],
    ]);
    expect(cellsOf(page)).toEqual([
      ["Zoé", "31", "1.50", "1990-05-01"],
      ["Ada", null, "2", "1815-12-10"],
    ]);
    expect(page.rowCount).toEqual({ value: 3, isExact: true });
    const rest = await rowsOf(repository, "people.csv", { ...page.next, limit: 2 } as Query);
    expect(rest.rows).toMatchObject([{ number: 2, cells: ["Bob", "7", "-3.25", "2018-01-01"] }]);
    expect(rest.next).toBeNull();
  });

  it("REP-5: of a Parquet file are sorted, filtered, counted and searched", async () => {
    const count = 5000;
    const numbers = Array.from({ length: count }, (_, index) => (index * 7919) % count);
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: "id", data: numbers.map(BigInt), type: "INT64" },
        { name: "word", data: numbers.map((value) => `word ${value}`), type: "STRING" },
      ],
    });
    const repository = await aTableRepository({ "a.parquet": new Uint8Array(bytes) });
    const first = await rowsOf(repository, "a.parquet", { limit: 1, offset: 4999 });
    expect(first.rows).toMatchObject([
      { number: 4999, cells: [String(numbers[4999]), `word ${numbers[4999]}`] },
    ]);
    const sorted = await rowsOf(repository, "a.parquet", { sort: "-0", limit: 2 });
    expect(cellsOf(sorted)).toEqual([
      ["4999", "word 4999"],
      ["4998", "word 4998"],
    ]);
    const filters = [{ column: 0, operator: "lt", value: "3" }];
    const few = await rowsOf(repository, "a.parquet", { filters, sort: "0" });
    expect(cellsOf(few).map(([id]) => id)).toEqual(["0", "1", "2"]);
    const counted = await ask<TableCount>(repository, "table-count", {
      path: "a.parquet",
      query: { search: "WORD 49" },
    });
    expect(counted).toEqual({ state: "ready", count: 111 });
  });
});

describe("media", () => {
  it("REP-5: an image of a dataset comes as the image that it is, sandboxed", async () => {
    const png = Buffer.from("\x89PNG\r\n\x1a\n and more", "latin1");
    const script = Buffer.from("<script>alert(1)</script>");
    const images = [png, script, undefined].map((bytes, index) =>
      bytes === undefined ? null : { bytes: new Uint8Array(bytes), path: `${index}.png` },
    );
    const bytes = parquetWriteBuffer({
      schema: [
        { name: "root", num_children: 1 },
        { name: "image", num_children: 2, repetition_type: "OPTIONAL" },
        { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
        { name: "path", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      ],
      columnData: [{ name: "image", data: images }],
    });
    const repository = await aTableRepository({ "i.parquet": new Uint8Array(bytes) });
    const page = await rowsOf(repository, "i.parquet");
    expect(page.columns[0]).toMatchObject({ type: "image" });
    expect(cellsOf(page)).toEqual([[{ kind: "media" }], [{ kind: "media" }], [{ kind: "media" }]]);
    const cellAt = (at: number) =>
      send(repository, "table-cell", { path: "i.parquet", query: { at, column: 0 } });
    const image = await cellAt(0);
    expect(image.rawPayload).toEqual(png);
    expect(image.headers["content-type"]).toBe("image/png");
    expect(image.headers["content-security-policy"]).toContain("sandbox;");
    const other = await cellAt(1);
    expect(other.headers["content-type"]).toBe("application/octet-stream");
    expect(other.headers["content-disposition"]).toContain("attachment");
    expect((await cellAt(2)).statusCode).toBe(404);
    expect((await cellAt(3)).statusCode).toBe(404);
  });
});

describe("statistics", () => {
  it("BEY-4: of a CSV are exact over all rows", async () => {
    const repository = await aTableRepository({ "people.csv": PEOPLE });
    const statistics = await ask<TableStatistics>(repository, "table-statistics", {
      path: "people.csv",
    });
    expect(statistics).toMatchObject({ state: "ready", isSample: false, rowCount: 3 });
    expect(statistics.columns[1]).toMatchObject({
      filled: 2,
      empty: 1,
      misfits: 0,
      distinct: { count: 2, isExact: true },
      min: "7",
      max: "31",
      mean: 19,
    });
  });
});

describe("who may", () => {
  it("PLT-6: a stranger gets 404 from every call about a table", async () => {
    const repository = await aTableRepository({ "people.csv": PEOPLE });
    for (const call of ["table-rows", "table-count", "table-statistics", "table-cell"]) {
      const query: Query = call === "table-cell" ? { at: 0, column: 0 } : {};
      for (const token of [null, tokens.mallory]) {
        const response = await send(repository, call, { path: "people.csv", query, token });
        expect(response.statusCode, call).toBe(404);
      }
    }
  });
});
