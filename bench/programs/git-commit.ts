/** The same files with git, as durable as ours: `add` and `commit` with everything synced. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cpuSeconds, runCommand } from "../harness/processes.ts";
import { smallFiles, type SmallFiles } from "./small-files.ts";

export type GitCommitInput = { folder: string; files: SmallFiles };
export type GitCommitOutput = { seconds: number; cpuSeconds: number };

/** No housekeeping in the background, which would run beside whatever is measured next. */
const SETTINGS = [
  "core.fsync=all",
  "core.fsyncMethod=batch",
  "gc.auto=0",
  "maintenance.auto=false",
  "user.name=Mara",
  "user.email=mara@example.org",
];

const { folder, files } = JSON.parse(process.argv[2] ?? "") as GitCommitInput;
process.stdout.write(JSON.stringify(await commit()));

/** The files are there before the clock runs, in the page cache. */
async function commit(): Promise<GitCommitOutput> {
  mkdirSync(folder, { recursive: true });
  await git("init", "--quiet");
  const folders = new Set<string>();
  for (const { path, text } of smallFiles(files)) {
    const parent = dirname(path);
    if (!folders.has(parent)) mkdirSync(join(folder, parent), { recursive: true });
    folders.add(parent);
    writeFileSync(join(folder, path), text);
  }
  const cpuBefore = await cpuSeconds(process.pid);
  const startedAt = performance.now();
  await git("add", ".");
  await git("commit", "--quiet", "--message", "Add files");
  const seconds = (performance.now() - startedAt) / 1000;
  const output = { seconds, cpuSeconds: (await cpuSeconds(process.pid)) - cpuBefore };
  rmSync(folder, { recursive: true });
  return output;
}

async function git(...args: string[]): Promise<void> {
  const settings = SETTINGS.flatMap((setting) => ["-c", setting]);
  await runCommand("git", ["-C", folder, ...settings, ...args]);
}
