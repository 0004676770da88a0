import { expect, it } from "vitest";
import { problem } from "#contract/problems.ts";
import { isChangedFile, verdictOf } from "./verdict.ts";

it("REP-3: a broken line is tried again, a file's own fault is the file's alone", () => {
  expect(verdictOf(problem("unavailable"))).toBe("line");
  expect(verdictOf(problem("rate-limited"))).toBe("line");
  expect(verdictOf(problem("not-signed-in"))).toBe("signed-out");
  expect(verdictOf(problem("storage-full"))).toBe("halt");
  expect(verdictOf(problem("forbidden"))).toBe("halt");
  expect(verdictOf(problem("file-too-large"))).toBe("file");
  expect(verdictOf(new Error("anything"))).toBe("file");
});

it("REP-3: a file that was written to is told from a broken line", () => {
  const unreadable = new DOMException("changed", "NotReadableError");
  expect(isChangedFile(unreadable)).toBe(true);
  const wrapped = problem("conflict", { cause: problem("unavailable", { cause: unreadable }) });
  expect(isChangedFile(wrapped)).toBe(true);
  expect(isChangedFile(new DOMException("gone", "NotFoundError"))).toBe(true);
  expect(isChangedFile(problem("unavailable"))).toBe(false);
});
