import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, nodePath, root, say, toolEnvironment } from "./install.mjs";

const output = join(root, "web", "dist");
const stamp = join(output, ".sources");
/** What the built page is made of, beside the packages. */
const sources = ["web", "contract", "sdk"];
const notSources = /^(dist.*|node_modules|.*\.test\.tsx?|.*\.md)$/u;

/** Builds the web page when it is missing or older than its sources. */
export function ensureWebBuilt() {
  const isThere = existsSync(join(output, "index.html"));
  if (!existsSync(join(root, "web", "vite.config.ts"))) return;
  const wanted = hashSources();
  if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say(isThere ? "Building the web page (its sources changed)…" : "Building the web page…");
  buildWeb(wanted);
}

/** Builds beside the old page and swaps, so that a broken or cut build leaves the old one. */
export function buildWeb(hash = hashSources()) {
  const fresh = join(root, "web", `dist-${process.pid}`);
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const flags = ["--config", "web/vite.config.ts", "--logLevel", "warn", "--emptyOutDir"];
  const built = spawnSync(nodePath(), [vite, "build", ...flags, "--outDir", fresh], {
    cwd: root,
    env: toolEnvironment(),
    stdio: ["ignore", process.stderr.fd, process.stderr.fd],
  });
  if (built.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    fail("The web page could not be built.", "The lines above are the bundler's own.");
  }
  writeFileSync(join(fresh, ".sources"), hash);
  rmSync(output, { recursive: true, force: true });
  renameSync(fresh, output);
}

/** By content, not by time: a fresh clone or a switched branch rebuilds only what differs. */
function hashSources() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const folder of sources) addFolder(hash, folder);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} folder
 */
function addFolder(hash, folder) {
  if (!existsSync(join(root, folder))) return;
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (notSources.test(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, path);
    else hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
}
