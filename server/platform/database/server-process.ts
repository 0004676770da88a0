import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseFolder } from "./database-folder.ts";
import { type Engine, engineEnvironment, unusableEngine } from "./engine.ts";
import { readPostmaster } from "./postmaster.ts";
import { DatabaseStartError } from "./start-error.ts";
import { giveTo } from "./unprivileged-user.ts";

const maxLogBytes = 10 * 1024 * 1024;
const patienceWithOldBackendsMs = 60_000;
const noticeAfterMs = 10_000;

/**
 * Starts the server and waits until it accepts connections, through a crash recovery if need be.
 * Backends of a server that was killed may still finish their statement: it waits for them too.
 */
export async function startServer(
  engine: Engine,
  paths: DatabaseFolder,
  notice: (message: string) => void,
): Promise<ChildProcess> {
  const deadline = Date.now() + patienceWithOldBackendsMs;
  for (;;) {
    const { server, logStart } = await spawnServer(engine, paths);
    if (await becomesReady(server, paths, notice)) return server;
    const said = readFileSync(paths.logFile).subarray(logStart).toString().trim();
    const oldBackendsRun = said.includes("shared memory block") && said.includes("still in use");
    if (!oldBackendsRun || Date.now() > deadline) throw startFailure(said, paths);
    await sleep(250);
  }
}

async function spawnServer({ postgres }: Engine, { cluster, logFile, user }: DatabaseFolder) {
  if (existsSync(logFile) && statSync(logFile).size > maxLogBytes) {
    renameSync(logFile, `${logFile}.1`);
  }
  const log = openSync(logFile, "a", 0o600);
  if (user !== undefined) giveTo(user, logFile);
  const logStart = statSync(logFile).size;
  // Detached: Ctrl-C must reach the gallery alone, which drains its requests before the database.
  const server = spawn(postgres, ["-D", cluster], {
    ...user,
    cwd: cluster,
    env: engineEnvironment,
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  await new Promise((resolve, reject) => {
    server.once("spawn", resolve);
    server.once("error", (error) => reject(unusableEngine(error)));
  });
  return { server, logStart };
}

async function becomesReady(
  server: ChildProcess,
  { cluster, logFile }: DatabaseFolder,
  notice: (message: string) => void,
): Promise<boolean> {
  const noticeAt = Date.now() + noticeAfterMs;
  let isNoticed = false;
  while (!hasEnded(server)) {
    const postmaster = readPostmaster(cluster);
    if (postmaster?.processId === server.pid && postmaster?.isReady === true) return true;
    if (!isNoticed && Date.now() > noticeAt) {
      isNoticed = true;
      notice(`PostgreSQL is still starting, perhaps recovering from a crash; see ${logFile}.`);
    }
    await sleep(10);
  }
  return false;
}

export function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null;
}

function startFailure(said: string, { logFile }: DatabaseFolder): DatabaseStartError {
  const lastLines = said.split("\n").slice(-5).join("\n");
  return new DatabaseStartError({
    code: "database-start-failed",
    detail: `PostgreSQL did not start:\n${lastLines}`,
    hint: `Its whole log is ${logFile}.`,
  });
}
