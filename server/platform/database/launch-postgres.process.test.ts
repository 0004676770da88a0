import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { databaseFolderOf } from "./database-folder.ts";
import { findRunningPostgres } from "./launch-postgres.ts";
import {
  aDataFolder,
  isRoot,
  isRunning,
  kill,
  launch,
  query,
  startGallery,
  type Told,
} from "./launch-testing.ts";
import { openDatabaseFor } from "./open-database-for.ts";

const count = "select count(*)::int as n, coalesce(max(value), 0) as last from counted";
const anotherUser = isRoot ? { uid: 65534, gid: 65534 } : {};

const minuteMs = 60_000;

describe("the embedded PostgreSQL", { timeout: minuteMs }, () => {
  it("PLT-10: keeps its data over a restart, durably and on a private socket only", async () => {
    const dataFolder = aDataFolder();
    const first = await launch(dataFolder);
    const settings = await query(
      first.url,
      `select name || ' ' || setting as line from pg_settings where name in ('fsync', 'full_page_writes',
        'synchronous_commit', 'listen_addresses', 'unix_socket_permissions') order by name`,
    );
    expect(settings.map(({ line }) => line)).toEqual([
      "fsync on",
      "full_page_writes on",
      "listen_addresses ",
      "synchronous_commit on",
      "unix_socket_permissions 0700",
    ]);
    await query(first.url, "create table kept (word text); insert into kept values ('中文')");
    await first.stop();
    expect(isRunning(dataFolder, first)).toBe(false);
    expect(findRunningPostgres(dataFolder)).toBeUndefined();

    const second = await launch(dataFolder);
    expect(await query(second.url, "select word from kept")).toEqual([{ word: "中文" }]);
  });

  it("lets operators tune it in a file of their own", async () => {
    const dataFolder = aDataFolder();
    mkdirSync(join(dataFolder, "database"));
    writeFileSync(join(dataFolder, "database/postgresql.local.conf"), "work_mem = 12MB\n");
    const { url } = await launch(dataFolder);
    expect(await query(url, "show work_mem")).toEqual([{ work_mem: "12MB" }]);
  });

  it("answers under a data folder whose path is too long for a socket", async () => {
    const dataFolder = join(aDataFolder(), "a-long-name-".repeat(12), "data");
    const server = await launch(dataFolder);
    const socketFolder = new URL(server.url.replace("@/", "@localhost/")).searchParams.get("host");
    expect(dirname(socketFolder ?? "")).toBe(tmpdir());
    expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(findRunningPostgres(dataFolder)).toEqual({ url: server.url });
    await server.stop();
    expect(existsSync(socketFolder ?? "")).toBe(false);
  });

  it("starts over when making it was cut off", async () => {
    const dataFolder = aDataFolder();
    const { cluster } = databaseFolderOf(dataFolder);
    mkdirSync(`${cluster}.new/base`, { recursive: true });
    const { url } = await launch(dataFolder);
    expect(await query(url, "select current_database() as name")).toEqual([{ name: "gallery" }]);
    expect(existsSync(`${cluster}.new`)).toBe(false);
  });

  it("is refused, and left alone, when another release made it", async () => {
    const dataFolder = aDataFolder();
    const first = await launch(dataFolder);
    await first.stop();
    const { cluster } = databaseFolderOf(dataFolder);
    writeFileSync(join(cluster, "PG_VERSION"), "12\n");
    await expect(launch(dataFolder)).rejects.toMatchObject({ code: "database-release-mismatch" });
  });

  it("tells what PostgreSQL said when it does not start", async () => {
    const dataFolder = aDataFolder();
    mkdirSync(join(dataFolder, "database"));
    writeFileSync(join(dataFolder, "database/postgresql.local.conf"), "work_mem = lots\n");
    await expect(launch(dataFolder)).rejects.toThrow(/invalid value for parameter "work_mem"/);
  });
});

describe("a second start on one data folder", { timeout: minuteMs }, () => {
  it("is refused by name while the first one lives, and can attach to it", async () => {
    const dataFolder = aDataFolder();
    const { gallery, told } = await startGallery(dataFolder, "url");
    const refused = launch(dataFolder);
    await expect(refused).rejects.toMatchObject({ code: "database-folder-in-use" });
    await expect(refused).rejects.toThrow(`process ${gallery.pid}`);

    expect(findRunningPostgres(dataFolder)).toEqual({ url: told.url });
    const attached = await openDatabaseFor(dataFolder);
    expect(await query(attached.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await attached.close();
    expect(isRunning(dataFolder, told), "closing leaves the server alone").toBe(true);
  });

  it("is refused within one process too", async () => {
    const dataFolder = aDataFolder();
    await launch(dataFolder);
    await expect(launch(dataFolder)).rejects.toMatchObject({ code: "database-folder-in-use" });
    const { told } = await startGallery(dataFolder, "url");
    expect(told.error, "and by others still").toContain("in use by another gallery process");
  });

  it("has one winner when both begin at once", async () => {
    const dataFolder = aDataFolder();
    const both = await Promise.all([1, 2].map(() => startGallery(dataFolder, "url")));
    const errors = both.flatMap(({ told }) => told.error ?? []);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain("in use by another gallery process");
  });

  it("is free again once a command that opened it has closed it", async () => {
    const dataFolder = aDataFolder();
    const opened = await openDatabaseFor(dataFolder);
    expect(await query(opened.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await opened.close();
    const { url } = await launch(dataFolder);
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  });
});

describe("after kill -9", { timeout: minuteMs }, () => {
  it("of the gallery, its orphan is stopped and no acknowledged row is lost", async () => {
    const dataFolder = aDataFolder();
    for (let round = 1; round <= 4; round += 1) {
      const { gallery, told } = await startGallery(dataFolder, "acknowledged");
      await sleep(Math.random() * 100);
      await kill(gallery);
      expect(isRunning(dataFolder, told), "PostgreSQL outlives it").toBe(true);
      const server = await launch(dataFolder);
      expect(isRunning(dataFolder, told)).toBe(false);
      await expectNothingLost(server.url, told);
      await server.stop();
    }
  });

  it("of the gallery and PostgreSQL, no acknowledged row is lost", async () => {
    const dataFolder = aDataFolder();
    for (let round = 1; round <= 4; round += 1) {
      const { gallery, told } = await startGallery(dataFolder, "acknowledged");
      await sleep(Math.random() * 100);
      process.kill(told.processId ?? 0, "SIGKILL");
      await kill(gallery);
      const server = await launch(dataFolder);
      await expectNothingLost(server.url, told);
      await server.stop();
    }
  });

  it("of both, it waits for an old backend that is still at work", async () => {
    const dataFolder = aDataFolder();
    const { gallery, told } = await startGallery(dataFolder, "acknowledged");
    const client = new pg.Client({ connectionString: told.url });
    client.on("error", () => {});
    await client.connect();
    const busy = "set statement_timeout = '2s'; select count(*) from generate_series(1, 1e12)";
    const ended = client.query(busy).catch(() => {});
    process.kill(told.processId ?? 0, "SIGKILL");
    await kill(gallery);
    const server = await launch(dataFolder);
    await expectNothingLost(server.url, told);
    expect(readFileSync(databaseFolderOf(dataFolder).logFile, "utf8")).toContain("still in use");
    await ended;
  });

  it("a process id that now belongs to another program does not matter", async () => {
    const dataFolder = aDataFolder();
    const { gallery, told } = await startGallery(dataFolder, "acknowledged");
    process.kill(told.processId ?? 0, "SIGKILL");
    await kill(gallery);
    const stranger = spawn("sleep", ["60"], anotherUser);
    const pidFile = join(databaseFolderOf(dataFolder).cluster, "postmaster.pid");
    const text = readFileSync(pidFile, "utf8");
    writeFileSync(pidFile, text.replace(/^\d+/, String(stranger.pid)));

    const server = await launch(dataFolder);
    await expectNothingLost(server.url, told);
    expect(
      stranger.exitCode === null && stranger.signalCode === null,
      "the stranger is left alone",
    ).toBe(true);
    stranger.kill();
  });

  it("a gallery that exits without stopping takes its PostgreSQL along", async () => {
    const dataFolder = aDataFolder();
    const { gallery, told } = await startGallery(dataFolder, "url", { ending: "exit" });
    if (gallery.exitCode === null) await once(gallery, "exit");
    await expect.poll(() => isRunning(dataFolder, told), { timeout: 10_000 }).toBe(false);
  });
});

async function expectNothingLost(url: string, told: Told): Promise<void> {
  const [found] = await query(url, count);
  expect(found?.["n"], "no gaps").toBe(found?.["last"]);
  expect(found?.["last"]).toBeGreaterThanOrEqual(told.acknowledged ?? 0);
}
