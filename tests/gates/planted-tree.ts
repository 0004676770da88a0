import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");

/** A folder of its own with the given files, in which a gate can be seen failing. */
export type PlantedTree = { folder: string; remove: () => void };

/** @param files text by path; our installed packages are there as well */
export function plantTree(files: Readonly<Record<string, string>>): PlantedTree {
  const folder = mkdtempSync(join(tmpdir(), "gate-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs one command of node_modules, or a file of ours, and returns all it said. */
export function runGate(
  script: string,
  { cwd, args = [] }: { cwd: string; args?: string[] },
): { failed: boolean; said: string } {
  const run = spawnSync(process.execPath, [join(root, script), ...args], { cwd, encoding: "utf8" });
  return { failed: run.status !== 0, said: `${run.stdout}${run.stderr}` };
}
