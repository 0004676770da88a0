import { execFile, spawnSync, type SpawnSyncOptions } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DatabaseFolder } from "./database-folder.ts";
import { type Engine, engineEnvironment, unusableEngine } from "./engine.ts";
import { DatabaseStartError } from "./start-error.ts";
import { giveTo } from "./unprivileged-user.ts";

export const databaseUser = "gallery";
export const databaseName = "gallery";

/** "none" is for test servers only: a power cut may lose or corrupt everything. */
export type Durability = "full" | "none";

/** Makes the cluster when there is none yet; a run that was cut off leaves nothing behind. */
export async function ensureCluster(engine: Engine, paths: DatabaseFolder, durability: Durability) {
  const { cluster, user } = paths;
  if (!existsSync(cluster)) await createCluster(engine, paths, durability);
  const release = Number.parseInt(readFileSync(join(cluster, "PG_VERSION"), "utf8"), 10);
  if (release !== engine.majorVersion) {
    throw new DatabaseStartError({
      code: "database-release-mismatch",
      detail: `The database was made by PostgreSQL ${release}; the bundled one is ${engine.majorVersion}.`,
      hint: "Make a backup with the release of the gallery that made it, and restore it with this one.",
    });
  }
  if (user !== undefined && statSync(cluster).uid !== user.uid) giveTo(user, cluster);
}

async function createCluster(engine: Engine, paths: DatabaseFolder, durability: Durability) {
  const { cluster, user } = paths;
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (user !== undefined) giveTo(user, unfinished);
  const asUser = { ...user, cwd: unfinished, env: engineEnvironment };
  const options = [
    `--pgdata=${unfinished}`,
    `--username=${databaseUser}`,
    "--auth=peer",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
    ...(durability === "none" ? ["--no-sync"] : []),
  ];
  try {
    await promisify(execFile)(engine.initdb, options, asUser);
  } catch (error) {
    throw creationFailure(error);
  }
  createDatabase(engine, unfinished, asUser);
  renameSync(unfinished, cluster);
}

/** In single-user mode, so that a cluster never exists without its database. */
function createDatabase(engine: Engine, cluster: string, asUser: SpawnSyncOptions): void {
  const options = ["--single", "-D", cluster, "postgres"];
  const input = `CREATE DATABASE ${databaseName}\n`;
  const { status, stderr } = spawnSync(engine.postgres, options, {
    ...asUser,
    input,
    encoding: "utf8",
  });
  if (status !== 0 || /ERROR|FATAL/.test(stderr)) throw creationFailure(new Error(stderr));
}

function creationFailure(error: unknown): Error {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    return unusableEngine(error);
  }
  if (error instanceof Error && "code" in error && error.code === "EPERM") {
    return new DatabaseStartError({
      code: "database-start-failed",
      detail: "PostgreSQL may not run as root, and this system lets us run it as no other user.",
      hint: "Start the gallery as an ordinary user, or set DATABASE_URL.",
      cause: error,
    });
  }
  const detail = error instanceof Error && "stderr" in error ? error.stderr : error;
  return new DatabaseStartError({
    code: "database-start-failed",
    detail: `The database could not be created: ${String(detail).trim()}`,
    hint: "Check that the disk has room and that your user has an entry in /etc/passwd.",
    cause: error,
  });
}

/**
 * Written anew at each start, so that a release can change them. What the operator puts in
 * postgresql.local.conf beside the cluster comes last and wins.
 */
export function writeSettings(cluster: string, socketFolder: string, durability: Durability) {
  const files = {
    "postgresql.conf": settings(socketFolder, durability),
    "pg_hba.conf": `local all ${databaseUser} peer map=gallery\n`,
    "pg_ident.conf": [...new Set([userInfo().username, "root"])]
      .map((name) => `gallery "${name}" ${databaseUser}\n`)
      .join(""),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cluster, name), text);
}

function settings(socketFolder: string, durability: Durability): string {
  return `# Written by the gallery at each start. Put your own settings in ../postgresql.local.conf.
listen_addresses = ''
port = 5432
unix_socket_directories = '${socketFolder.replaceAll("'", "''")}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
maintenance_work_mem = 64MB
work_mem = 8MB
max_wal_size = 1GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_min_duration_statement = 2s
${durabilitySettings[durability]}
include_if_exists = '../postgresql.local.conf'
`;
}

const durabilitySettings: Record<Durability, string> = {
  full: `fsync = on
full_page_writes = on
synchronous_commit = on`,
  none: `fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off`,
};
