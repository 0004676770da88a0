import { isProblem, type ProblemCode } from "#contract/problems.ts";
import { isTransient } from "#sdk/index.ts";

/**
 * What a failure means for the queue. `line`: tried again by itself. `signed-out`: after signing in
 * again. `halt`: every other file would fail alike. `file`: this one alone.
 */
export type Verdict = "line" | "signed-out" | "halt" | "file";

const HALTING = new Set<ProblemCode>([
  "storage-full",
  "forbidden",
  "not-found",
  "account-suspended",
  "review-required",
]);

export function verdictOf(error: unknown): Verdict {
  if (isTransient(error) || isProblem(error, "request-timeout")) return "line";
  if (isProblem(error, "not-signed-in") || isProblem(error, "token-invalid")) return "signed-out";
  return isProblem(error) && HALTING.has(error.code) ? "halt" : "file";
}

/** Was the file written to, moved or removed since it was chosen? A Blob of it says so. */
export function isChangedFile(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === "NotReadableError" || cause.name === "NotFoundError") return true;
  }
  return false;
}
