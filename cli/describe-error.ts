import { isProblem } from "#contract/problems.ts";
import { EXIT, exitCodeOf, UsageError } from "./exit-codes.ts";

/** What went wrong, what helps, and how the process ends. */
export type ErrorReport = {
  code: string;
  detail: string;
  hint: string | undefined;
  issues: { pointer: string; message: string }[];
  exitCode: number;
};

export function describeError(error: unknown): ErrorReport {
  const exitCode = exitCodeOf(error);
  if (error instanceof UsageError) {
    return { code: "usage", detail: error.message, hint: error.hint, issues: [], exitCode };
  }
  if (exitCode === EXIT.interrupted) {
    const hint = "Run the same command again to go on";
    return { code: "interrupted", detail: "Interrupted", hint, issues: [], exitCode };
  }
  if (isProblem(error)) {
    const { code, detail, issues } = error;
    return { code, detail: withCause(detail, error.cause), hint: hintFor(error), issues, exitCode };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { code: "failure", detail, hint: undefined, issues: [], exitCode };
}

const HINTS: Record<string, string> = {
  "not-signed-in": "Sign in with: gallery-cli login",
  "token-invalid": "The token was revoked or has expired. Sign in again with: gallery-cli login",
  "token-scope-too-small": "Sign in with a token that may write: gallery-cli login --token …",
  "credentials-wrong": "Check iam_user and iam_password, or iam_ak and iam_sk",
  "not-found": "Check the name. Private assets are found only when signed in: gallery-cli login",
  unavailable: "Check the address (--endpoint, repo_url) and the network, then try again",
};

function hintFor({ code, hint }: { code: string; hint?: string | undefined }): string | undefined {
  return hint ?? HINTS[code];
}

/** "cannot be reached" alone helps nobody: the innermost reason is said, too. */
function withCause(detail: string, cause: unknown): string {
  const reason = innermost(cause);
  return reason === undefined || detail.includes(reason) ? detail : `${detail} (${reason})`;
}

function innermost(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const [first] = cause instanceof AggregateError ? cause.errors : [];
  const deeper = innermost(cause.cause ?? first);
  if (deeper !== undefined) return deeper;
  return isProblem(cause) ? cause.detail : cause.message || undefined;
}
