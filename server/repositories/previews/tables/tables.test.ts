import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, it } from "vitest";
import type {
  TableCount,
  TablePage,
  TableRows,
  TableStatistics,
} from "#contract/repositories/table.ts";
import { createToken } from "../../../accounts/index.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { testContext } from "../../../testing/context.ts";
import { testServer } from "../../../testing/http.ts";
import { aCommit, aRepository } from "../../../testing/repositories.ts";
import { findRepository, type Repository, repositoriesRoutes } from "../../index.ts";
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
        const response = await send(repository, { call, path: "people.csv", query, token });
        expect(response.statusCode, call).toBe(404);
      }
    }
  });
});
