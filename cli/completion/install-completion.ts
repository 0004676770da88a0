import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { UsageError } from "../exit-codes.ts";
import { type Shell, SHELLS } from "./completion-script.ts";

/** The shell to complete for: the one named, else ("") the user's own. @throws {UsageError} */
export function chooseShell(named: string, environment: NodeJS.ProcessEnv): Shell {
  const name = named === "" ? basename(environment["SHELL"] ?? "") : named;
  const shell = SHELLS.find((known) => known === name);
  if (shell !== undefined) return shell;
  throw new UsageError(
    name === "" ? "Your shell is not known" : `There is no completion for ${name}`,
    `Name one: ${SHELLS.join(", ")}`,
  );
}

/** Puts the script where the shell reads it, once. @returns the file that was written. */
export async function installCompletion(
  shell: Shell,
  script: string,
  home = homedir(),
): Promise<string> {
  if (shell === "fish") {
    const path = join(home, ".config", "fish", "completions", "gallery-cli.fish");
    await writeWhole(path, script);
    return path;
  }
  const path = join(home, ".config", "gallery", `completion.${shell}`);
  await writeWhole(path, script);
  const startFile = join(home, shell === "bash" ? ".bashrc" : ".zshrc");
  const line = `[ -f "${path}" ] && . "${path}"`;
  const present = await readFile(startFile, "utf8").catch(() => "");
  if (!present.includes(line)) await appendFile(startFile, `\n${line}\n`);
  return path;
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
