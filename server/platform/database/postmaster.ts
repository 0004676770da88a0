import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseStartError } from "./start-error.ts";

/** What PostgreSQL writes about itself into postmaster.pid. */
export interface Postmaster {
  processId: number;
  port: number;
  socketFolder: string;
  isReady: boolean;
}

/** Undefined when no postmaster.pid lies there, or an unfinished one. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const lines = readPidFile(cluster)?.split("\n") ?? [];
  const processId = Number.parseInt(lines[0] ?? "", 10);
  if (!Number.isInteger(processId)) return undefined;
  return {
    processId,
    port: Number.parseInt(lines[3] ?? "", 10),
    socketFolder: lines[4]?.trim() ?? "",
    isReady: lines[7]?.trim() === "ready",
  };
}

/**
 * Whether the process runs and is indeed the PostgreSQL server of this cluster. One that has ended
 * but was not yet collected by its parent has no command line any more, and does not.
 */
export function isServing(cluster: string, processId: number): boolean {
  return commandLineOf(processId).includes(cluster);
}

/**
 * Clears the way for a new server on the cluster: stops one that outlived its gallery, and disowns
 * the postmaster.pid of one that was killed, whose process id may by now be another program's.
 *
 * @returns whether a server had to be stopped.
 */
export async function clearOrphan(cluster: string): Promise<boolean> {
  const orphan = readPostmaster(cluster);
  if (orphan === undefined) return false;
  const isRunning = isServing(cluster, orphan.processId);
  if (isRunning) await stopServer(cluster, orphan.processId);
  disown(cluster);
  return isRunning;
}

/** Fast shutdown; after 30 s an immediate one, which the next start recovers from by its log. */
export async function stopServer(cluster: string, processId: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
  ] as const) {
    const deadline = Date.now() + patienceMs;
    signalIfRunning(processId, signal);
    while (Date.now() < deadline) {
      if (!isServing(cluster, processId)) return;
      await sleep(10);
    }
  }
  throw new DatabaseStartError({
    code: "database-start-failed",
    detail: `PostgreSQL (process ${processId}) does not stop.`,
    hint: `End it by hand (kill -QUIT ${processId}), then start again.`,
  });
}

function signalIfRunning(processId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(processId, signal);
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error;
  }
}

/**
 * PostgreSQL takes a process id equal to its parent's as stale. The rest of the file must stay: it
 * names the shared memory by which PostgreSQL sees that no old backend is still writing.
 */
function disown(cluster: string): void {
  const text = readPidFile(cluster);
  if (text === undefined) return;
  writeFileSync(pidFile(cluster), text.replace(/^\d+/, String(process.pid)));
}

function pidFile(cluster: string): string {
  return join(cluster, "postmaster.pid");
}

function readPidFile(cluster: string): string | undefined {
  try {
    return readFileSync(pidFile(cluster), "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function commandLineOf(processId: number): string {
  try {
    return process.platform === "linux"
      ? readFileSync(`/proc/${processId}/cmdline`, "utf8")
      : execFileSync("ps", ["-o", "command=", "-p", String(processId)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
