import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ status: string, fullName: string, failureMessages?: string[] }} TestResult */
/** @typedef {{ name: string, status: string, message?: string, assertionResults: TestResult[] }} FileResult */

const shownLines = 12;

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
 * What failed according to vitest's JSON report, a paragraph each: the test, its file, and the
 * first lines of its message. Shown at the end of a run whose own output is far above by then.
 * @param {string} report path of the JSON report
 * @returns {string[]}
 */
export function listFailures(report) {
  if (!existsSync(report)) return [];
  /** @type {{ testResults: FileResult[] }} */
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  return testResults.filter(({ status }) => status === "failed").flatMap(failuresOf);
}

/**
 * @param {FileResult} file
 * @returns {string[]}
 */
function failuresOf({ name, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return [paragraph(name, "the whole file", message ?? "")];
  return failed.map((test) => paragraph(name, test.fullName, test.failureMessages?.[0] ?? ""));
}

/**
 * @param {string} file
 * @param {string} test
 * @param {string} message
 */
function paragraph(file, test, message) {
  const lines = message.trim().split("\n").slice(0, shownLines);
  return [
    `✗ ${relative(process.cwd(), file)}: ${test}`,
    ...lines.map((line) => `    ${line}`),
  ].join("\n");
}

/**
 * The closing line: `12 passed, 0 failed`, with `, 1 skipped` when a test was.
 * @param {Counts} counts
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
