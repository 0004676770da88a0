import type { AccessDecision } from "#contract/assets/gate.ts";
import { problem } from "#contract/problems.ts";

/** @throws {Problem} `validation-failed` for a reason or a period where it says nothing. */
export function checkDecision({ status, reason = "", period }: AccessDecision): void {
  if (reason !== "" && status !== "rejected") throw invalid("/reason", "is for a rejection only");
  if (period !== undefined && status !== "accepted") {
    throw invalid("/period", "is for an acceptance only");
  }
}

function invalid(pointer: string, message: string) {
  return problem("validation-failed", {
    detail: `${pointer.slice(1)}: ${message}`,
    issues: [{ pointer, message }],
  });
}
