import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closingLine, countTests } from "../../tools/count-tests.mjs";
import { type PlantedTree, plantTree } from "./planted-tree.ts";

const passed = { status: "passed" };
const failed = { status: "failed" };
const skipped = { status: "skipped" };

let tree: PlantedTree;
let report: string;
beforeEach(() => {
  tree = plantTree({});
  report = join(tree.folder, "report.json");
});
afterEach(() => tree.remove());

const write = (...testResults: { status: string; assertionResults: { status: string }[] }[]) =>
  writeFileSync(report, JSON.stringify({ testResults }));

describe("the closing line", () => {
  it("counts over all files", () => {
    write(
      { status: "passed", assertionResults: [passed, passed, skipped] },
      { status: "failed", assertionResults: [passed, failed, failed] },
    );
    const counts = countTests(report, { hasPassed: false });
    expect(closingLine(counts)).toBe("3 passed, 2 failed, 1 skipped");
  });

  it("counts a file that could not be loaded as one failure", () => {
    write({ status: "failed", assertionResults: [] });
    expect(countTests(report, { hasPassed: false }).failed).toBe(1);
  });

  it("counts a file whose set-up broke as one failure, beside its skipped tests", () => {
    write({ status: "failed", assertionResults: [skipped, skipped] });
    const counts = countTests(report, { hasPassed: false });
    expect(closingLine(counts)).toBe("0 passed, 1 failed, 2 skipped");
  });

  it("counts a run that left no report, or failed beside its tests, as one failure", () => {
    expect(countTests(report, { hasPassed: false }).failed).toBe(1);
    write({ status: "passed", assertionResults: [passed] });
    const counts = countTests(report, { hasPassed: false });
    expect(closingLine(counts)).toBe("1 passed, 1 failed");
  });
});
