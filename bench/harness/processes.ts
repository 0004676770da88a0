import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Clock ticks per second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

type Stat = { pid: number; parent: number; name: string; cpuTicks: number };

/**
 * User and system seconds that a process and its descendants have used so far, those included that
 * have ended and were waited for.
 */
export async function cpuSeconds(pid: number): Promise<number> {
  const tree = await processTree(pid);
  return tree.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0) / TICKS;
}

async function processTree(root: number): Promise<Stat[]> {
  const names = await readdir("/proc");
  const stats = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readStat));
  const all = stats.filter((stat) => stat !== undefined);
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Undefined when the process has ended meanwhile. Source: proc_pid_stat(5). */
async function readStat(pid: string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // The name in parentheses may hold spaces; the fields behind it are counted from 3.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const field = (number: number) => Number(fields[number - 3]);
  const cpuTicks = field(14) + field(15) + field(16) + field(17);
  const name = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
  return { pid: Number(pid), parent: field(4), name, cpuTicks };
}

/** Proportional set size of one process, in mebibytes. Source: proc_pid_smaps_rollup(5). */
export async function memoryMib(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8");
  const [, kibibytes] = /^Pss:\s+(\d+) kB$/m.exec(text) ?? [];
  return Number(kibibytes) / 1024;
}

/** That of a process and all that it has started, but for PostgreSQL. */
export async function treeMemoryMib(pid: number): Promise<number> {
  const ours = (await processTree(pid)).filter(({ name }) => name !== "postgres");
  const sizes = await Promise.all(ours.map((one) => memoryMib(one.pid).catch(() => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Samples memory ten times a second until it is stopped; then it gives the peak. */
export function watchMemory(
  pid: number,
  measure: (pid: number) => Promise<number> = memoryMib,
): { stop: () => number } {
  let peakMib = 0;
  const sample = async () => {
    peakMib = Math.max(peakMib, await measure(pid).catch(() => 0));
  };
  const timer = setInterval(() => void sample(), 100);
  return {
    stop() {
      clearInterval(timer);
      return peakMib;
    },
  };
}

/**
 * Runs a program of ours that takes one JSON document as its argument and prints another one.
 * @throws {Error} with what it wrote to stderr when it fails.
 */
export async function runProgram<Output>(path: string, input: unknown): Promise<Output> {
  return JSON.parse(await runCommand(process.execPath, [path, JSON.stringify(input)])) as Output;
}

/** @returns what the command printed. @throws {Error} with its stderr when it fails. */
export async function runCommand(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, code] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    exitOf(child),
  ]);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${errors.trim()}`);
  return output;
}

/** Starts a process that is ended with `end`. */
export function start(command: string, args: readonly string[], options: SpawnOptions) {
  const child = spawn(command, args, options);
  if (child.pid === undefined) throw new Error(`${command} could not be started`);
  return { child, pid: child.pid };
}

/** Asks a process to end and waits until it has; after the grace time it is killed. */
export async function end(child: ChildProcess, graceMs = 20_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(kill);
}

/** Ends a process as `end` does, and waits for all that it had started. */
export async function endTree(child: ChildProcess, graceMs = 20_000): Promise<void> {
  if (child.pid === undefined) return;
  const tree = await processTree(child.pid);
  await end(child, graceMs);
  const until = Date.now() + graceMs;
  for (const { pid } of tree) {
    while (isRunning(pid) && Date.now() < until) await sleep(20);
    if (isRunning(pid)) process.kill(pid, "SIGKILL");
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(stream)).toString();
}

async function exitOf(child: ChildProcess): Promise<number> {
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (code === null) throw new Error(`ended by ${signal}`);
  return code;
}
