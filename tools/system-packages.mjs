import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fail, say } from "./install.mjs";

/**
 * Commands of the machine, by the Debian package that brings them.
 * @type {Record<"chromium" | "clamav-daemon" | "git" | "git-lfs" | "nginx", string[]>}
 */
const commandsOf = {
  chromium: ["chromium", "chromium-browser", "google-chrome"],
  "clamav-daemon": ["clamd"],
  git: ["git"],
  "git-lfs": ["git-lfs"],
  nginx: ["nginx"],
};

const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];

/**
 * Whether one of the package's commands is on this machine.
 * @param {keyof typeof commandsOf} name
 */
export function hasCommandOf(name) {
  return commandsOf[name].some((command) =>
    folders.some((folder) => existsSync(join(folder, command))),
  );
}

/**
 * Installs a Debian package where we may; elsewhere says what to install, and ends.
 * @param {string} name
 * @param {string} reason what it is needed for
 */
export function installSystemPackage(name, reason) {
  const hasApt = existsSync("/usr/bin/apt-get");
  if (!hasApt || process.getuid?.() !== 0)
    fail(`${name} is missing: ${reason}.`, `Install it (on Debian: apt-get install ${name}).`);
  say(`Installing ${name}…`);
  apt("update");
  const installed = apt("install", "--yes", "--no-install-recommends", name);
  if (installed.status === 0) return;
  say(`${installed.stdout}${installed.stderr}`.trim());
  fail(`${name} could not be installed: ${reason}.`, "The lines above are apt-get's own.");
}

/** @param {string[]} args */
function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", ["--quiet", ...args], { encoding: "utf8", env });
}
