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
 * a postmaster.pid whose process id has meanwhile been given to some other program.
 */
export async function clearOrphan(cluster: string): Promise<"none" | "stopped" | "disowned"> {
  const orphan = readPostmaster(cluster);
  if (orphan === undefined) return "none";
  if (isServing(cluster, orphan.processId)) {
    await stopServer(cluster, orphan.processId);
    return "stopped";
  }
  if (!exists(orphan.processId)) return "none";
  disown(cluster);
  return "disowned";
}

/** Fast shutdown; after 30 s an immediate one, which the next start recovers from by its log. */
export async function stopServer(cluster: string, processId: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
  ] as const) {
    const deadline = Date.now() + patienceMs;
    if (isServing(cluster, processId)) process.kill(processId, signal);
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
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Like PostgreSQL, takes a process that we may not signal as none. */
function exists(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
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
