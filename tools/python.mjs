import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, root, say } from "./install.mjs";
import { installSystemPackage } from "./system-packages.mjs";

const requirementsName = /^requirements-(?<name>[\w-]+)\.txt$/u;

/** One environment `.venv/NAME` for each `e2e/requirements-NAME.txt`, with exactly its packages. */
export function ensurePythonEnvironments() {
  for (const file of readdirSync(join(root, "e2e"))) {
    const name = requirementsName.exec(file)?.groups?.["name"];
    if (name) ensureEnvironment(join(root, ".venv", name), join(root, "e2e", file));
  }
}

/**
 * @param {string} folder
 * @param {string} requirements path of the file that names the packages
 */
function ensureEnvironment(folder, requirements) {
  const stamp = join(folder, ".requirements");
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say(`Installing Python packages into ${folder}…`);
  createEnvironment(folder);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  const installed = run(join(folder, "bin", "python"), [...pip, "--requirement", requirements]);
  if (installed.status !== 0) {
    say(`${installed.stdout}${installed.stderr}`.trim());
    fail(
      `The packages of ${requirements} could not be installed.`,
      "The lines above are pip's own.",
    );
  }
  writeFileSync(stamp, wanted);
}

/**
 * From nothing each time: a package that is no longer asked for must not linger.
 * @param {string} folder
 */
function createEnvironment(folder) {
  const create = ["-m", "venv", "--clear", folder];
  const created = run("python3", create);
  if (created.error) fail("python3 is missing.", "Install Python 3.11 or newer for the tests.");
  if (created.status === 0) return;
  installSystemPackage("python3-venv", "the tests install real Python clients");
  const again = run("python3", create);
  if (again.status !== 0) fail("No Python environment could be made.", again.stderr.trim());
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  return spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}
