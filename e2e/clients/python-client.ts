import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect } from "vitest";
import type { Person, RunningGallery } from "./gallery.ts";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..", "..");
const PROGRAMS = join(import.meta.dirname, "python");
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** An environment of `.venv`, made from `e2e/requirements-NAME.txt`. */
export type PythonName = "hub1" | "hub2";

/** A person at a machine of their own: one environment, one cache, one token. */
export type Seat = {
  python: PythonName;
  gallery: RunningGallery;
  /** Null: nobody is signed in. */
  person: Person | null;
  /** Name of the folder that holds the client's cache. */
  home: string;
  environment?: Record<string, string>;
};

export type Output = { stdout: string; stderr: string };

/** Runs a command of the environment, as `hf`. Rejects with its whole output when it fails. */
async function runClient(seat: Seat, command: string, args: readonly string[]): Promise<Output> {
  const home = join(seat.gallery.folder, seat.home);
  await mkdir(home, { recursive: true });
  try {
    return await run(join(ROOT, ".venv", seat.python, "bin", command), [...args], {
      cwd: home,
      env: environmentOf(seat, home),
      maxBuffer: MAX_OUTPUT_BYTES,
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as Partial<Output>;
    throw new Error(`${command} ${args.join(" ")} failed\n${stdout}${stderr}`, { cause: error });
  }
}

/** Runs one of the programs of `python/`; its first argument is the file that it reports to. */
export const runProgram = (seat: Seat, program: string, ...args: string[]): Promise<Output> =>
  runClient(seat, "python", [join(PROGRAMS, program), ...args]);

export const hf = (seat: Seat, ...args: string[]): Promise<Output> => runClient(seat, "hf", args);

/** Nothing of the machine's own settings reaches a client: it works as it comes. */
function environmentOf(seat: Seat, home: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    HF_HOME: home,
    HF_ENDPOINT: seat.gallery.url,
    ...(seat.person === null ? {} : { HF_TOKEN: seat.person.token }),
    HF_HUB_DISABLE_TELEMETRY: "1",
    HF_HUB_DISABLE_UPDATE_CHECK: "1",
    HF_HUB_DISABLE_PROGRESS_BARS: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONPATH: join(ROOT, "e2e", "fixtures"),
    ...seat.environment,
  };
}

type Check = { name: string; error: string | null };

/**
 * Runs a program of checks before the tests of this file or block. What this gives tells the
 * outcome of one check: `passed`, or what it raised. A check that no test asks for fails the block.
 */
export function pythonChecks(
  program: string,
  seatOf: () => Seat,
  prefix: string,
): (name: string) => string {
  let checks: Check[] = [];
  const asked = new Set<string>();
  beforeAll(async () => {
    const seat = seatOf();
    const report = join(seat.gallery.folder, `${seat.home}-${program}.jsonl`);
    await runProgram(seat, program, report, prefix);
    const lines = (await readFile(report, "utf8")).trim().split("\n");
    checks = lines.map((line) => JSON.parse(line) as Check);
  });
  afterAll(() => {
    expect(checks.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual([]);
  });
  return (name) => {
    asked.add(name);
    const check = checks.find((found) => found.name === name);
    if (check === undefined) return `${program} has no check ${name}`;
    return check.error ?? "passed";
  };
}
