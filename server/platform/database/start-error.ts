export type StartErrorCode =
  | "database-binaries-missing"
  | "database-binaries-unusable"
  | "database-folder-foreign"
  | "database-folder-in-use"
  | "database-folder-unreachable"
  | "database-release-mismatch"
  | "database-start-failed";

/** The embedded PostgreSQL cannot run here; `hint` tells the operator what to do about it. */
export class DatabaseStartError extends Error {
  override readonly name = "DatabaseStartError";
  readonly code: StartErrorCode;
  readonly detail: string;
  readonly hint: string;

  constructor(problem: { code: StartErrorCode; detail: string; hint: string; cause?: unknown }) {
    super(`${problem.detail}\n${problem.hint}`, { cause: problem.cause });
    this.code = problem.code;
    this.detail = problem.detail;
    this.hint = problem.hint;
  }
}
