/**
 * Puts the packages of package-lock.json in place. It runs on the machine's own Node (20 or newer)
 * before anything is installed, so it may import nothing but Node's own modules.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === "win32";
const neededMajor = 24;

/**
 * What a lock file says of one package.
 * @typedef {object} LockEntry
 * @property {string} version
 * @property {string} [integrity]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [peer]
 */
/** @typedef {Record<string, LockEntry>} Lock packages by their path below the project */

/**
 * Installs what is missing; does nothing when every package of the lock file is there.
 * @param {{ dev?: boolean }} [options] dev: the packages that only tests and checks need, too.
 */
export function ensureInstalled({ dev = false } = {}) {
  const installed = readLock(join(root, "node_modules", ".package-lock.json"));
  const wanted = readLock(join(root, "package-lock.json")) ?? {};
  if (installed && isComplete(installed, { wanted, dev })) return;
  say(installed ? "Installing changed packages…" : "Installing packages (first start only)…");
  installPackages();
  mendNode();
}

/**
 * The Node that runs our TypeScript: the one npm brought, or a new enough one of the machine.
 * @returns {string}
 */
export function nodePath() {
  const brought = broughtNode();
  if (existsSync(brought)) return brought;
  if (ownMajor() >= neededMajor) return process.execPath;
  return fail(
    `Node ${neededMajor} is not there: its install script did not run.`,
    `Run "npm rebuild node", or install Node ${neededMajor} yourself.`,
  );
}

/**
 * The environment of our child processes: our Node and the installed commands come first, and what
 * Node compiled is kept, which halves the time that our sources take to load.
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment() {
  const separator = isWindows ? ";" : ":";
  const folders = [dirname(nodePath()), join(root, "node_modules", ".bin"), process.env["PATH"]];
  const cache = join(root, "node_modules", ".cache", "node");
  return { NODE_COMPILE_CACHE: cache, ...process.env, PATH: folders.join(separator) };
}

/**
 * Everything said beside a command's own output goes to stderr.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Ends the process with what went wrong and what helps.
 * @param {string} what
 * @param {string} hint
 * @returns {never}
 */
export function fail(what, hint) {
  say(`${what}\n${hint}`);
  process.exit(1);
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether every wanted package is there in the wanted version. npm leaves out what does not suit the
 * platform, so an optional package may be missing.
 * @param {Lock} installed
 * @param {{ wanted: Lock, dev: boolean }} options dev: also what only tests and checks need
 */
export function isComplete(installed, { wanted, dev }) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    if (found) return found.version === entry.version && found.integrity === entry.integrity;
    const isLeftOut = entry.optional || entry.devOptional || entry.peer;
    return isLeftOut || (entry.dev && !dev);
  });
}

/** With the Node that will run, where the machine's is older: npm skips packages by its version. */
function installPackages() {
  const npm = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const ran =
    ownMajor() >= neededMajor
      ? runQuietly("npm", npm)
      : runQuietly("npx", ["-y", "-p", `node@${neededMajor}`, "--", "npm", ...npm]);
  if (ran.error) fail("npm could not be started.", "Install Node.js with npm, then start again.");
  if (ran.status !== 0) {
    say(`${ran.stdout}${ran.stderr}`.trim());
    fail("The packages could not be installed.", "The lines above are npm's own.");
  }
}

/** An npm that blocks install scripts leaves the package `node` without its binary. */
function mendNode() {
  if (existsSync(broughtNode()) || ownMajor() >= neededMajor) return;
  const folder = join(root, "node_modules", "node");
  if (existsSync(folder)) runQuietly(process.execPath, ["installArchSpecificPackage.js"], folder);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function runQuietly(command, args, cwd = root) {
  const isScript = isWindows && command !== process.execPath;
  return spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: isScript,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function broughtNode() {
  return join(root, "node_modules", "node", "bin", isWindows ? "node.exe" : "node");
}

function ownMajor() {
  return Number.parseInt(process.versions.node, 10);
}
