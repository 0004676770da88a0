import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, it, vi } from "vitest";
import type {
  TableCount,
  TablePage,
  TableRow,
  TableRows,
  TableStatistics,
} from "#contract/repositories/table.ts";
import { createToken } from "../../../accounts/index.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { testContext } from "../../../testing/context.ts";
import { testServer } from "../../../testing/http.ts";
import { aCommit, aRepository } from "../../../testing/repositories.ts";
import { findRepository, type Repository, repositoriesRoutes } from "../../index.ts";
import { listTableRows } from "./list-table-rows.ts";
import { tablesOf } from "./tables-of.ts";

const base = await testContext();
const app = await testServer(base, repositoriesRoutes);
const alice = await anOrdinaryUser(base);
const mallory = await anOrdinaryUser(base);
const ctx = base.as(alice);
afterAll(() => tablesOf(ctx).close());

async function tokenOf(viewer: typeof alice): Promise<string> {
  const input = { name: "t", scope: "read", repositories: [], expiresInDays: undefined } as const;
  return (await createToken(base.as(viewer), { ...input, repositories: [] }, { findRepository }))
    .secret;
}
const tokens = { alice: await tokenOf(alice), mallory: await tokenOf(mallory) };

type Query = Record<string, string | number | boolean | object>;
type Wanted = { call: string; path: string; query?: Query | undefined; token?: string | null };

function send(repository: Repository, { call, path, query = {}, token = tokens.alice }: Wanted) {
  const { kind, ownerName, name } = repository;
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [
      key,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]),
  );
  return app.inject({
    url: `/api/v1/repositories/${kind}/${ownerName}/${name}/${call}/main/${path}?${search}`,
    headers: { host: "127.0.0.1", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
  });
}

async function ask<T extends { state: string }>(
  repository: Repository,
  call: string,
  wanted: { path: string; query?: Query },
): Promise<T> {
  for (;;) {
    const response = await send(repository, { call, ...wanted });
    expect(response.statusCode, response.body).toBe(200);
    const answer = response.json<T>();
    if (answer.state !== "working") return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function rowsOf(repository: Repository, path: string, query: Query = {}): Promise<TablePage> {
  const answer = await ask<TableRows>(repository, "table-rows", { path, query });
  if (answer.state !== "ready") throw new Error("the table is not ready");
  return answer;
}

const cellsOf = ({ rows }: TablePage) => rows.map(({ cells }) => cells);

async function aTableRepository(files: Record<string, string | Uint8Array>) {
  const repository = await aRepository(ctx, { owner: alice, kind: "dataset" });
  await aCommit(ctx, repository, { files });
  return repository;
}

const PEOPLE =
  "name,age,score,born\nZoé,31,1.50,1990-05-01\nAda,,2,1815-12-10\nBob,7,-3.25,2018-01-01\n";

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

describe("whole tables", () => {
  it("REP-5: names and values like SQL are names and values", async () => {
    const name = `x"; DROP TABLE prepared; --`;
    const value = "'; DELETE FROM prepared; -- %_$1";
    const csv = `"${name.replaceAll('"', '""')}",b\n"${value}",1\nother,2\n`;
    const repository = await aTableRepository({ "sql.csv": csv });
    const filters = [{ column: 0, operator: "eq", value }];
    const found = await rowsOf(repository, "sql.csv", { filters, sort: "0" });
    expect(found.columns[0]?.name).toBe(name);
    expect(cellsOf(found)).toEqual([[value, "1"]]);
    const part = [{ column: 0, operator: "contains", value: "%_$1" }];
    expect(cellsOf(await rowsOf(repository, "sql.csv", { filters: part }))).toHaveLength(1);
    const searched = await rowsOf(repository, "sql.csv", { search: value.toUpperCase() });
    expect(searched.rows).toHaveLength(1);
  });

  it("REP-5: a value that cannot be compared names the field", async () => {
    const repository = await aTableRepository({ "people.csv": PEOPLE });
    await ask(repository, "table-statistics", { path: "people.csv" });
    for (const filters of [
      [{ column: 1, operator: "gt", value: "many" }],
      [{ column: 99, operator: "eq", value: "1" }],
      [{ column: 0, operator: "eval", value: "1" }],
    ]) {
      const response = await send(repository, {
        call: "table-rows",
        path: "people.csv",
        query: { filters },
      });
      expect(response.statusCode, response.body).toBe(400);
      expect(response.json()).toMatchObject({ code: "validation-failed" });
      expect(response.body).toContain("/query/filters");
    }
  });

  it("REP-5: UTF-16, quotes, broken and very long rows are sorted as they are shown", async () => {
    const long = "z".repeat(200_000);
    // How long the whole value is, only its file knows.
    const withoutSize = ({ cells, at, number }: TableRow) => ({
      at,
      number,
      cells: cells.map((cell) =>
        typeof cell === "object" && cell?.kind === "cut" ? { ...cell, sizeBytes: null } : cell,
      ),
    });
    const csv = `k,v\r\n2,"a ""b""\nc"\r\n10,${long}\r\n1\r\n\r\nword,名字\r\n`;
    const bytes = Buffer.from(`\uFEFF${csv}`, "utf16le");
    const repository = await aTableRepository({ "wide.csv": new Uint8Array(bytes) });
    const plain = await rowsOf(repository, "wide.csv");
    const sorted = await rowsOf(repository, "wide.csv", { sort: "0" });
    const inOrder = [...plain.rows].toSorted((a, b) =>
      String(a.cells[0]).localeCompare(String(b.cells[0])),
    );
    expect(sorted.rows).toMatchObject(inOrder.map(withoutSize));
    expect(sorted.irregular).toMatchObject({ raggedRows: 1, cutCells: 1 });
    const [row] = sorted.rows.filter(({ cells }) => cells[0] === "10");
    const cell = await send(repository, {
      call: "table-cell",
      path: "wide.csv",
      query: { at: row?.at ?? 0, column: 1 },
    });
    expect(cell.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(cell.body).toBe(long.slice(0, 65_536));
  });

  it("REP-5: numbers beyond 2^53 are compared exactly", async () => {
    const csv = "n\n9007199254740993\n9007199254740992\n9007199254740994\n";
    const repository = await aTableRepository({ "big.csv": csv });
    const filters = [{ column: 0, operator: "gt", value: "9007199254740992" }];
    const found = await rowsOf(repository, "big.csv", { filters, sort: "-0" });
    expect(cellsOf(found)).toEqual([["9007199254740994"], ["9007199254740993"]]);
  });

  it("REP-5: JSON Lines with broken lines and other keys say so", async () => {
    const head = Array.from({ length: 1000 }, (_, id) => JSON.stringify({ id, tag: "a" }));
    const lines = [...head, "{broken", JSON.stringify({ id: 5000, later: true })];
    const repository = await aTableRepository({ "a.jsonl": lines.join("\n") });
    const sorted = await rowsOf(repository, "a.jsonl", { sort: "-0", limit: 1 });
    expect(cellsOf(sorted)).toEqual([["5000", null]]);
    expect(sorted.irregular).toMatchObject({ brokenRows: 1, otherKeys: 1 });
    expect(sorted.rowCount).toEqual({ value: 1002, isExact: true });
  });

  it("REP-5: too many columns are shown, and not sorted", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const repository = await aTableRepository({
      "wide.csv": `${names.join(",")}\n${names.map((_, index) => index).join(",")}\n`,
    });
    const page = await rowsOf(repository, "wide.csv", { firstColumn: 9_990, columnLimit: 50 });
    expect(page.columnCount).toBe(10_000);
    expect(cellsOf(page)[0]).toHaveLength(10);
    await expect(rowsOf(repository, "wide.csv", { sort: "1" })).rejects.toThrow(/up to 2000/);
  });

  it("REP-5: a Parquet file that lies is refused in words", async () => {
    const lying = new Uint8Array(Buffer.from("PAR1 nothing like a table PAR1"));
    const repository = await aTableRepository({ "a.parquet": lying, "a.bin": lying });
    for (const path of ["a.parquet", "a.bin"]) {
      const response = await send(repository, { call: "table-rows", path });
      expect(response.statusCode).toBe(422);
      expect(response.json()).toMatchObject({ code: "preview-unreadable" });
    }
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
      send(repository, { call: "table-cell", path: "i.parquet", query: { at, column: 0 } });
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

describe("stores", () => {
  it("REP-5: where a store has no files, a Parquet file is copied once to be queried", async () => {
    const bytes = parquetWriteBuffer({
      columnData: [{ name: "n", data: Int32Array.from([3, 1, 2]), type: "INT32" }],
    });
    const repository = await aTableRepository({ "n.parquet": new Uint8Array(bytes) });
    const { localPath: _, ...store } = base.store;
    const remote = { ...base.as(alice), store };
    const query = {
      ...{ revision: "main", path: "n.parquet", limit: 10, offset: 0, sort: "0" },
      ...{ firstColumn: 0, columnLimit: 10, signal: new AbortController().signal },
    };
    const answer = await vi.waitFor(
      async () => {
        const found = await listTableRows(remote, repository, query);
        if (found.state === "working") throw new Error("not yet");
        return found;
      },
      { timeout: 10_000, interval: 100 },
    );
    expect(cellsOf(answer)).toEqual([["1"], ["2"], ["3"]]);
    tablesOf(remote).close();
  });
});

describe("who may", () => {
  it("PLT-6: a stranger gets 404 from every call about a table", async () => {
    const repository = await aTableRepository({ "people.csv": PEOPLE });
    for (const call of ["table-rows", "table-count", "table-statistics", "table-cell"]) {
      const query: Query = call === "table-cell" ? { at: 0, column: 0 } : {};
      for (const token of [null, tokens.mallory]) {
        const response = await send(repository, { call, path: "people.csv", query, token });
        expect(response.statusCode, call).toBe(404);
      }
    }
  });
});
