/**
 * Every package that reaches a user must allow what the Apache License allows. Reads the licences
 * that package-lock.json records, so packages of other platforms are checked as well.
 *
 * Usage: node tools/licences.mjs [package-lock.json]
 */
import { readFileSync } from "node:fs";

const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "PostgreSQL",
  "Unlicense",
]);

/** Used as published, for one step of the build, and no part of what is built. */
const exceptions = [{ name: /^lightningcss(-[\w-]+)?$/u, licence: "MPL-2.0" }];

/** @type {{ packages: Record<string, { version: string, license?: string, dev?: boolean }> }} */
const lock = JSON.parse(readFileSync(process.argv[2] ?? "package-lock.json", "utf8"));
const packages = Object.entries(lock.packages).filter(([path, entry]) => path && !entry.dev);
const refused = packages.filter(([path, entry]) => !isAllowed(nameOf(path), entry.license));

for (const [path, { version, license }] of refused)
  console.log(`${nameOf(path)} ${version}: ${license ?? "no licence named"}`);
console.log(`${packages.length} packages, ${refused.length} with a licence that is not allowed`);
process.exitCode = refused.length === 0 && packages.length > 0 ? 0 : 1;

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/**
 * "A OR B" leaves the choice to us, "A AND B" asks for both; anything else that is joined needs a
 * person's eye.
 * @param {string} name
 */
function isAllowed(name, licence = "") {
  const choices = licence.replaceAll(/[()]/gu, "").split(" OR ");
  /** @param {string} choice */
  const isEachAllowed = (choice) => choice.split(" AND ").every((part) => allowed.has(part));
  if (choices.some(isEachAllowed)) return true;
  return exceptions.some((exception) => exception.name.test(name) && exception.licence === licence);
}
