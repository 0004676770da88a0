/** For the tests of the launcher: data folders that clean up after themselves, other processes. */
import { type ChildProcess, fork, type ForkOptions } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach } from "vitest";
import { databaseFolderOf } from "./database-folder.ts";
import { type LaunchedPostgres, launchPostgres } from "./launch-postgres.ts";
import { clearOrphan, isServing } from "./postmaster.ts";

const galleryProcess = fileURLToPath(new URL("gallery-process.ts", import.meta.url));
const folders: string[] = [];
const servers: LaunchedPostgres[] = [];
const galleries: ChildProcess[] = [];

export const isRoot = process.getuid?.() === 0;

export function aDataFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "gallery-launch-")));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

export async function launch(dataFolder: string): Promise<LaunchedPostgres> {
  const server = await launchPostgres({ dataFolder });
  servers.push(server);
  return server;
}

export interface Told {
  url?: string;
  processId?: number;
  acknowledged?: number;
  error?: string;
}

/** Another gallery process. `told` collects what it says; resolves once it said `key`, or failed. */
export async function startGallery(
  dataFolder: string,
  key: keyof Told,
  options: ForkOptions & { ending?: "exit" } = {},
): Promise<{ gallery: ChildProcess; told: Told }> {
  const { ending, ...forkOptions } = options;
  const parameters = ending === undefined ? [dataFolder] : [dataFolder, ending];
  const gallery = fork(galleryProcess, parameters, { execArgv: [], ...forkOptions });
  galleries.push(gallery);
  const told: Told = {};
  await new Promise<void>((resolve) => {
    gallery.on("message", (message: Told) => {
      Object.assign(told, message);
      if (key in message || "error" in message) resolve();
    });
  });
  return { gallery, told };
}

export async function kill(gallery: ChildProcess): Promise<void> {
  const ended = once(gallery, "exit");
  gallery.kill("SIGKILL");
  await ended;
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

export function isRunning(dataFolder: string, { processId }: { processId?: number }): boolean {
  return isServing(databaseFolderOf(dataFolder).cluster, processId ?? 0);
}

afterEach(async () => {
  for (const gallery of galleries.splice(0)) {
    if (gallery.exitCode === null && gallery.signalCode === null) await kill(gallery);
  }
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) {
    await clearOrphan(databaseFolderOf(folder).cluster);
    rmSync(folder, { recursive: true, force: true });
  }
});
