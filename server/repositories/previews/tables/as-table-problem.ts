import { problem } from "#contract/problems.ts";
import { BusyError, TaskError } from "../../../platform/formats/tables/index.ts";

/** Gives what a reader of tables answers, or the reason why it has no answer, as a Problem. */
export async function asTableProblem<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw problemOf(error);
  }
}

function problemOf(error: unknown): unknown {
  if (error instanceof BusyError) {
    const detail = "Many tables are being read at this moment";
    return problem("unavailable", { detail, retryAfterSeconds: 5, cause: error });
  }
  if (!(error instanceof TaskError)) return error;
  const { message: detail, reason } = error;
  switch (reason) {
    case "format":
      return problem("preview-unreadable", { detail, cause: error });
    case "filter":
      return problem("validation-failed", {
        detail: `filters: ${detail}`,
        issues: [{ pointer: "/query/filters", message: detail }],
        cause: error,
      });
    case "timeout":
    case "ended":
      return problem("table-too-heavy", { detail, cause: error });
    case "source":
      return problem("unavailable", { detail: "The file cannot be read now", cause: error });
  }
}
