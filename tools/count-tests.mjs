import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

/**
 * Counts what vitest's JSON report says. A file that failed without a failed test (it could not be
 * loaded, or its set-up broke) counts as one failure; so does a run that left no report.
 * @param {string} report path of the JSON report
 * @param {{ hasPassed: boolean }} run whether vitest itself ended well
 * @returns {Counts}
 */
export function countTests(report, { hasPassed }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  if (existsSync(report)) addReport(counts, JSON.parse(readFileSync(report, "utf8")));
  if (!hasPassed && counts.failed === 0) counts.failed = 1;
  return counts;
}

/**
 * @param {Counts} counts
 * @param {{ testResults: FileResult[] }} report
 */
function addReport(counts, { testResults }) {
  for (const { status, assertionResults } of testResults) {
    const failed = assertionResults.filter((test) => test.status === "failed").length;
    const passed = assertionResults.filter((test) => test.status === "passed").length;
    counts.passed += passed;
    counts.failed += status === "failed" ? Math.max(failed, 1) : failed;
    counts.skipped += assertionResults.length - passed - failed;
  }
}

/**
 * The closing line: `12 passed, 0 failed`, with `, 1 skipped` when a test was.
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
