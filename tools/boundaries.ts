/**
 * The shape of the tree as a gate: who may import whom, domain words in their order, no circles,
 * no comment that switches a gate off. Prints each breach as `file:line  what`.
 *
 * Usage: node tools/boundaries.ts [ROOT]
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { findCircles } from "./boundaries/find-circles.ts";
import { readSources } from "./boundaries/read-imports.ts";
import { findBreach, findPlaceBreach } from "./boundaries/rules.ts";

const tops = [
  "contract",
  "sdk",
  "server",
  "web",
  "cli",
  "bench",
  "faults",
  "e2e",
  "tools",
  "tests",
];
const root = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));
const sources = readSources(
  root,
  tops.filter((folder) => existsSync(join(root, folder))),
);

const breaches: string[] = [];
for (const imported of sources.imports) {
  const breach = findBreach(imported);
  const { file, line, request } = imported;
  if (breach) breaches.push(`${file}:${line}  ${breach} (${request})`);
}
for (const file of sources.files) {
  const breach = findPlaceBreach(file);
  if (breach) breaches.push(`${file}  ${breach}`);
}
for (const { file, line, text } of sources.silencers)
  breaches.push(`${file}:${line}  no comment switches a gate off (${text.trim()})`);
for (const circle of findCircles(sources.imports))
  breaches.push(`${circle[0]}  import circle: ${circle.join(" → ")}`);

const found = `${sources.imports.length} imports in ${sources.files.length} files`;
if (breaches.length === 0) console.log(`${found} keep the boundaries`);
else {
  console.log(`${breaches.join("\n")}\n${found}, ${breaches.length} breaches`);
  process.exitCode = 1;
}
