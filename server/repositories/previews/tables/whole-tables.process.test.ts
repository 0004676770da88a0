import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it, vi } from "vitest";
import type { TableRow } from "#contract/repositories/table.ts";
import { withTransaction } from "../../../platform/database/index.ts";
import { aCommit } from "../../../testing/repositories.ts";
import { collectContents } from "../../contents/collect-contents.ts";
import { deleteRepository } from "../../delete-repository.ts";
import { forgetTables } from "../../purging/forget-tables.ts";
import { planPurge } from "../../purging/plan-purge.ts";
import { purgeContents } from "../../purging/purge-contents.ts";
import { listTableRows } from "./list-table-rows.ts";
import { tablesOf } from "./tables-of.ts";
import { cellsOf, PEOPLE, tableCalls } from "./testing/table-calls.ts";

const HOUR_MS = 3_600_000;
const { aTableRepository, ask, ctx, rowsOf, send } = await tableCalls();

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
      const response = await send(repository, "table-rows", {
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
      JSON.stringify(a.cells[0]).localeCompare(JSON.stringify(b.cells[0])),
    );
    expect(sorted.rows).toMatchObject(inOrder.map(withoutSize));
    expect(sorted.irregular).toMatchObject({ raggedRows: 1, cutCells: 1 });
    const [row] = sorted.rows.filter(({ cells }) => cells[0] === "10");
    const cell = await send(repository, "table-cell", {
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
      const response = await send(repository, "table-rows", { path });
      expect(response.statusCode).toBe(422);
      expect(response.json()).toMatchObject({ code: "preview-unreadable" });
    }
  });
});

describe("collection", () => {
  const prepared = async () =>
    new Set(await readdir(join(ctx.config.dataFolder, "cache", "tables", "files")));

  it("REP-7: what was prepared of a small file goes when it is purged, and nothing else", async () => {
    const files = { "kept.csv": `${PEOPLE}Kim,1,1,\n`, "secret.csv": `${PEOPLE}Sam,1,1,\n` };
    const repository = await aTableRepository(files);
    await rowsOf(repository, "kept.csv", { sort: "1" });
    const before = await prepared();
    await rowsOf(repository, "secret.csv", { sort: "1" });
    const made = [...(await prepared())].filter((name) => !before.has(name));
    expect(made).toHaveLength(1);
    const operations = [{ op: "delete" as const, path: "secret.csv" }];
    await aCommit(ctx, repository, { operations });
    const target = { kind: "paths" as const, paths: ["secret.csv"] };
    const { plan } = await planPurge(ctx, repository, target);
    const confirmation = `${repository.ownerName}/${repository.name}`;
    await purgeContents(ctx, repository, { target, plan, confirmation });
    await forgetTables(ctx, { repositoryId: repository.id });
    expect(await prepared()).toEqual(before);
  });

  it("REP-12: what was prepared of a content goes with it", async () => {
    const files = { ".gitattributes": "*.csv filter=lfs\n", "people.csv": `${PEOPLE}Eve,1,1,\n` };
    const repository = await aTableRepository(files);
    const before = await prepared();
    await rowsOf(repository, "people.csv", { sort: "1" });
    const made = [...(await prepared())].filter((name) => !before.has(name));
    expect(made).toHaveLength(1);
    await withTransaction(ctx.db, (trx) => deleteRepository(trx, repository.id));
    await collectContents(ctx.later(1000 * HOUR_MS));
    expect(await prepared()).not.toContain(made[0]);
  });
});

describe("stores", () => {
  it("REP-5: where a store has no files, a Parquet file is copied once to be queried", async () => {
    const bytes = parquetWriteBuffer({
      columnData: [{ name: "n", data: Int32Array.from([3, 1, 2]), type: "INT32" }],
    });
    const repository = await aTableRepository({ "n.parquet": new Uint8Array(bytes) });
    const { localPath: _, ...store } = ctx.store;
    const remote = { ...ctx, store };
    const query = {
      revision: "main",
      path: "n.parquet",
      limit: 10,
      offset: 0,
      sort: "0",
      firstColumn: 0,
      columnLimit: 10,
      signal: new AbortController().signal,
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
