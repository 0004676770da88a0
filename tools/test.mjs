/**
 * `npm test`: installs what the tests need, then runs the gates, the unit tests and the end-to-end
 * tests. The last line counts the tests; a gate or a build that fails counts as one failed test.
 * `npm test -- --install` only installs.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closingLine, countTests, listFailures } from "./count-tests.mjs";
import { ensureInstalled } from "./install.mjs";
import { ensurePythonEnvironments } from "./python.mjs";
import { ensureS3Server } from "./s3-server.mjs";
import { gates, runShown, runStep, unitProjects, vitest, webBuild } from "./steps.mjs";
import { hasCommandOf, installSystemPackage } from "./system-packages.mjs";

ensureInstalled({ dev: true });
if (!hasCommandOf("chromium")) installSystemPackage("chromium", "the journeys run in a browser");
if (!hasCommandOf("clamav-daemon"))
  installSystemPackage("clamav-daemon", "files are scanned by a real virus scanner");
if (!hasCommandOf("git")) installSystemPackage("git", "what is stored is checked by git itself");
if (!hasCommandOf("git-lfs")) installSystemPackage("git-lfs", "it is one of the clients");
ensurePythonEnvironments();
ensureS3Server();
if (!process.argv.includes("--install")) await runAll();

async function runAll() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  for (const step of [...gates, webBuild]) {
    if (await runStep(step)) continue;
    total.failed += 1;
    failures.push(`✗ ${step.name}`);
  }
  for (const projects of [unitProjects, ["unit-s3"], ["process"], ["e2e"]]) {
    const counts = await runProjects(projects);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    failures.push(...counts.failures);
  }
  if (failures.length > 0) console.log(`\n${failures.join("\n\n")}\n`);
  console.log(closingLine(total));
  process.exitCode = total.failed === 0 ? 0 : 1;
}

/** @param {string[]} projects */
async function runProjects(projects) {
  const folder = mkdtempSync(join(tmpdir(), "gallery-tests-"));
  const report = join(folder, "report.json");
  const hasPassed = await runShown(vitest(projects, report));
  const counts = { ...countTests(report, { hasPassed }), failures: listFailures(report) };
  rmSync(folder, { recursive: true, force: true });
  return counts;
}
