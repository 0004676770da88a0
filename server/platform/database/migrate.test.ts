import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { emptyDatabase, testDatabase } from "../../testing/database.ts";
import { query } from "./launch-testing.ts";
import { migrateDatabase, MigrationError } from "./migrate.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function migrations(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "gallery-migrations-"));
  folders.push(folder);
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

const first = { "0001-first.sql": "create table first (id int); create table other (id int);" };
const second = { "0002-second.sql": "alter table first add column word text;" };

describe("migrations", () => {
  it("are applied in order, once each", async () => {
    const { url } = await emptyDatabase();
    expect(await migrateDatabase({ url, folder: migrations(first) })).toEqual(["0001-first.sql"]);
    const both = migrations({ ...first, ...second });
    expect(await migrateDatabase({ url, folder: both })).toEqual(["0002-second.sql"]);
    expect(await migrateDatabase({ url, folder: both })).toEqual([]);
    expect(await query(url, "select number, name from migrations order by 1")).toEqual([
      { number: 1, name: "0001-first.sql" },
      { number: 2, name: "0002-second.sql" },
    ]);
  });

  it("of processes that start together run once", async () => {
    const { url } = await emptyDatabase();
    const slow = { "0001-slow.sql": "select pg_sleep(0.3); create table slow (id int);" };
    const folder = migrations(slow);
    const program = fileURLToPath(new URL("migrating-process.ts", import.meta.url));
    const done = await Promise.all(
      [1, 2, 3].map(async () => {
        const [applied] = await once(fork(program, [url, folder], { execArgv: [] }), "message");
        return applied as string[];
      }),
    );
    expect(done.flat()).toEqual(["0001-slow.sql"]);
  });

  it("that were changed after they were applied are refused", async () => {
    const { url } = await emptyDatabase();
    const folder = migrations(first);
    await migrateDatabase({ url, folder });
    writeFileSync(join(folder, "0001-first.sql"), "create table first (id bigint);");
    writeFileSync(join(folder, "0002-second.sql"), second["0002-second.sql"]);
    const migrated = migrateDatabase({ url, folder });
    await expect(migrated).rejects.toThrow(MigrationError);
    await expect(migrated).rejects.toThrow("0001-first.sql was changed");
    expect(await query(url, "select number from migrations")).toEqual([{ number: 1 }]);
  });

  it("that fail leave nothing behind, and can be repaired", async () => {
    const { url } = await emptyDatabase();
    const broken = "create table half (id int); select no_such_function();";
    const folder = migrations({ ...first, "0002-second.sql": broken });
    const failed = migrateDatabase({ url, folder });
    await expect(failed).rejects.toThrow(/0002-second.sql failed: .*no_such_function/);
    expect(await query(url, "select to_regclass('half') as half")).toEqual([{ half: null }]);
    writeFileSync(join(folder, "0002-second.sql"), second["0002-second.sql"]);
    expect(await migrateDatabase({ url, folder })).toEqual(["0002-second.sql"]);
  });

  it("may leave a gap, and are applied when it is filled", async () => {
    const { url } = await emptyDatabase();
    const gap = migrations({ ...first, "0003-third.sql": "select 1" });
    expect(await migrateDatabase({ url, folder: gap })).toEqual([
      "0001-first.sql",
      "0003-third.sql",
    ]);
    const filled = migrations({ ...first, ...second, "0003-third.sql": "select 1" });
    expect(await migrateDatabase({ url, folder: filled })).toEqual(["0002-second.sql"]);
  });

  it("are numbered without a double or a stray name", async () => {
    const { url } = await emptyDatabase();
    const double = migrations({ ...first, "0001-again.sql": "select 1" });
    await expect(migrateDatabase({ url, folder: double })).rejects.toThrow("0001-first.sql");
    const stray = migrations({ "first.sql": "select 1" });
    await expect(migrateDatabase({ url, folder: stray })).rejects.toThrow("first.sql");
  });

  it("of a newer release do not stop an older one", async () => {
    const { url } = await emptyDatabase();
    const folder = migrations({ ...first, ...second });
    await migrateDatabase({ url, folder });
    unlinkSync(join(folder, "0002-second.sql"));
    expect(await migrateDatabase({ url, folder })).toEqual([]);
  });

  it("of the gallery itself are all applied to test databases", async () => {
    const { url } = await testDatabase();
    expect(await migrateDatabase({ url })).toEqual([]);
  });
});
