import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

export type CliResult = { code: number | null; stdout: string; stderr: string };

export type CliOptions = {
  /** Added to an environment without any setting. */
  environment?: Record<string, string>;
  cwd?: string;
  input?: string;
  /** Given the running process, to send it signals. */
  whileRunning?: (child: ChildProcess) => void;
};

const main = join(import.meta.dirname, "..", "main.ts");
const SETTING = /^(gallery_|iam_|sdk_|repo_url$|cached_dir$|https?_proxy$|no_proxy$)/i;

/** Runs the command line as a process of its own, as a user does, without a terminal. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const own = Object.entries(process.env).filter(([name]) => !SETTING.test(name));
  const child = spawn(process.execPath, [main, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...Object.fromEntries(own), ...options.environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const result: CliResult = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (result.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (result.stderr += text));
  child.stdin.end(options.input ?? "");
  options.whileRunning?.(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...result, code }));
  });
}

/** A folder that is deleted when the file's tests have ended. */
export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gallery-cli-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
