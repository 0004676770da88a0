#!/usr/bin/env node
/** Runs the client on the Node it needs: this one, or the one that the package `node` brought. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 19);
const node = isNewEnough ? process.execPath : findBroughtNode();
if (node === undefined) {
  process.stderr.write("gallery-cli needs Node 22.19 or newer: install it, then run this again.\n");
  process.exitCode = 1;
} else run(node);

function findBroughtNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    const path = join(dirname(manifest), "bin", name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} node */
function run(node) {
  const program = fileURLToPath(new URL("gallery-cli.mjs", import.meta.url));
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal tells the child of Ctrl-C itself; what is sent to this process alone is passed on.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
