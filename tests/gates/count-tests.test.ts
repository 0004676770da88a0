import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closingLine, countTests, listFailures } from "../../tools/count-tests.mjs";
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

type WrittenFile = {
  status: string;
  assertionResults: { status: string; fullName?: string; failureMessages?: string[] }[];
  name?: string;
  message?: string;
};

const write = (...testResults: WrittenFile[]) =>
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

describe("the failures at the end of a run", () => {
  it("name the test, its file and what was wrong, and no test that passed", () => {
    const message = ["Error: it is red", ..."x".repeat(40)].join("\n");
    const red = { status: "failed", fullName: "the sky is blue", failureMessages: [message] };
    write(
      { name: resolve("a.test.ts"), status: "failed", assertionResults: [passed, red] },
      { name: resolve("b.test.ts"), status: "passed", assertionResults: [passed] },
    );
    const failures = listFailures(report);
    expect(failures).toHaveLength(1);
    const lines = failures[0]?.split("\n") ?? [];
    expect(lines.slice(0, 2)).toEqual(["✗ a.test.ts: the sky is blue", "    Error: it is red"]);
    expect(lines.length).toBeLessThan(20);
  });

  it("name a file that could not be loaded", () => {
    const name = resolve("c.test.ts");
    write({ name, status: "failed", message: "SyntaxError: no", assertionResults: [skipped] });
    expect(listFailures(report)).toEqual(["✗ c.test.ts: the whole file\n    SyntaxError: no"]);
  });

  it("are none without a report", () => {
    expect(listFailures(report)).toEqual([]);
  });
});
