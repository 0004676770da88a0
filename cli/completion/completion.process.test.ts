import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { aFolder, runCli } from "../testing/run-cli.ts";

vi.setConfig({ testTimeout: 60_000 });

const execute = promisify(execFile);

/** What bash would offer for a line whose last word is being typed. */
async function offered(script: string, words: string[]): Promise<string[]> {
  const line = words.map((word) => `'${word}'`).join(" ");
  const program = `${script}
    COMP_WORDS=(gallery-cli ${line}); COMP_CWORD=${words.length}; _gallery_cli
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await execute("bash", ["--norc", "-c", program]);
  return stdout.split("\n").filter((word) => word !== "");
}

describe("completion", () => {
  it("CLI-1: completes commands and their options in bash", async () => {
    const { stdout: script } = await runCli(["--show-completion", "bash"]);
    expect(await offered(script, ["do"])).toEqual(["download"]);
    expect(await offered(script, ["download", "ann/x", "--inc"])).toEqual(["--include"]);
    expect(await offered(script, ["admin", "user", "cr"])).toEqual(["create"]);
    expect(await offered(script, ["--vers"])).toEqual(["--version"]);
  });

  it("CLI-1: installs itself once, for the shell that is used", async () => {
    const home = await aFolder();
    const environment = { HOME: home, SHELL: "/bin/bash" };
    await writeFile(join(home, ".bashrc"), "alias ll='ls -l'\n");
    for (const _ of [1, 2]) {
      const { code, stdout } = await runCli(["--install-completion"], { environment });
      expect(code).toBe(0);
      expect(existsSync(stdout.trim())).toBe(true);
    }
    const start = await readFile(join(home, ".bashrc"), "utf8");
    expect(start).toMatch(/^alias ll/);
    expect(start.match(/completion\.bash" \]/g)).toHaveLength(1);
    await execute("bash", [
      "--norc",
      "-c",
      `. "${join(home, ".bashrc")}" && complete -p gallery-cli`,
    ]);
  });

  it("CLI-1: has scripts for zsh and fish, and names them for other shells", async () => {
    const zsh = await runCli(["--show-completion", "zsh"]);
    expect(zsh.stdout).toContain("bashcompinit");
    const fish = await runCli(["--show-completion", "fish"]);
    expect(fish.stdout).toContain(
      "complete -c gallery-cli -n '__fish_use_subcommand' -f -a download",
    );
    const other = await runCli(["--show-completion"], { environment: { SHELL: "/bin/tcsh" } });
    expect(other).toMatchObject({ code: 2, stdout: "" });
    expect(other.stderr).toContain("bash, zsh, fish");
  });
});

describe("help", () => {
  it("CLI-1: prints help and version, and help when nothing is asked", async () => {
    const { code, stdout } = await runCli(["--help"]);
    expect(code).toBe(0);
    for (const command of ["login", "logout", "download", "upload", "Exit codes"]) {
      expect(stdout).toContain(command);
    }
    expect((await runCli(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await runCli(["download", "--help"])).stdout).toContain("--local-dir <dir>");
    expect(await runCli([])).toMatchObject({ code: 2, stdout: "" });
  });
});
