import { spawn } from "node:child_process";
import { join } from "node:path";
import { nodePath, root, toolEnvironment } from "./install.mjs";

/** @typedef {{ name: string, args: string[] }} Step a name to show, and what our Node runs */

/**
 * @param {string} name
 * @param {string} path
 */
const bin = (name, path) => join(root, "node_modules", name, path);

/**
 * What is checked without running the product. Each is seen failing in tests/gates.
 * @type {Step[]}
 */
export const gates = [
  { name: "format", args: [bin("oxfmt", "bin/oxfmt"), "--check"] },
  { name: "lint", args: [bin("oxlint", "bin/oxlint")] },
  { name: "types", args: [bin("typescript", "bin/tsc"), "--noEmit", "-p", root] },
  { name: "boundaries", args: [join(root, "tools", "boundaries.ts")] },
  { name: "dead code", args: [bin("knip", "bin/knip.js"), "--no-progress"] },
  { name: "licences", args: [join(root, "tools", "licences.mjs")] },
];

/** @type {Step} */
export const webBuild = {
  name: "web build",
  args: [join(root, "tools", "build.mjs"), "--if-stale"],
};

/** The groups of the quick check: see vitest.config.ts. */
export const quickProjects = ["unit-base", "unit-words"];
/** All groups: with the others the quick check would take more than its two minutes. */
export const unitProjects = [
  ...quickProjects,
  "unit-later-words",
  "unit-repositories",
  "protocols",
];

/**
 * vitest's arguments for projects that run together.
 * @param {string[]} projects
 * @param {string} [report] the JSON file its counts are read from
 */
export function vitest(projects, report) {
  const json = report ? ["--reporter=default", "--reporter=json", `--outputFile=${report}`] : [];
  return [
    bin("vitest", "vitest.mjs"),
    "run",
    ...projects.flatMap((name) => ["--project", name]),
    ...json,
  ];
}

/**
 * Runs one step and says one line about it; what the step itself said only when it failed.
 * @param {Step} step
 * @returns {Promise<boolean>} whether it passed
 */
export async function runStep({ name, args }) {
  const startedAt = performance.now();
  const { code, said } = await runCaptured(args);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const hasPassed = code === 0;
  console.log(`${hasPassed ? "✓" : "✗"} ${name.padEnd(12)} ${seconds.padStart(6)} s`);
  if (!hasPassed) console.log(`\n${said.trimEnd()}\n`);
  return hasPassed;
}

/**
 * Runs a step whose own output is worth seeing as it comes.
 * @param {string[]} args
 * @returns {Promise<boolean>} whether it passed
 */
export function runShown(args) {
  return new Promise((resolve) => {
    const child = spawn(nodePath(), args, { cwd: root, env: toolEnvironment(), stdio: "inherit" });
    child.on("exit", (code) => resolve(code === 0));
  });
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, said: string }>}
 */
function runCaptured(args) {
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const chunks = [];
    const child = spawn(nodePath(), args, {
      cwd: root,
      env: toolEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.on("close", (code) => resolve({ code, said: Buffer.concat(chunks).toString("utf8") }));
  });
}
