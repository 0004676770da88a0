import { Option } from "commander";
import type * as OperationsModule from "#server/operations/index.ts";
import type * as OperatorModule from "#server/run-as-operator.ts";
import { UsageError } from "../exit-codes.ts";

export type Operations = typeof OperationsModule;
type Operator = typeof OperatorModule;
type OperatorContext = Parameters<Parameters<Operator["runAsOperator"]>[1]>[0];

export type DataFlags = { data?: string };

export function dataOption(): Option {
  return new Option("--data <dir>", "data folder of the gallery (default: GALLERY_DATA)");
}

/** Loads the server's code and runs one of its operator's use-cases. */
export async function operate<Result>(
  { data }: DataFlags,
  work: (operations: Operations, ctx: OperatorContext) => Promise<Result>,
): Promise<Result> {
  const { operations, operator } = await loadServer();
  const environment = data === undefined ? process.env : { ...process.env, GALLERY_DATA: data };
  try {
    return await operator.runAsOperator(environment, (ctx) => work(operations, ctx));
  } catch (error) {
    throw asUsageError(error);
  }
}

async function loadServer(): Promise<{ operations: Operations; operator: Operator }> {
  try {
    return {
      operations: await import("#server/operations/index.ts"),
      operator: await import("#server/run-as-operator.ts"),
    };
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && isMissingModule(error.code);
    if (!isAbsent) throw error;
    throw new UsageError(
      "The admin commands come with the gallery itself, not with the client alone",
      "Run them in the gallery's folder: npm run -s gallery -- admin …",
    );
  }
}

function isMissingModule(code: unknown): boolean {
  return code === "ERR_PACKAGE_IMPORT_NOT_DEFINED" || code === "ERR_MODULE_NOT_FOUND";
}

/** What an operator can mend in the configuration or around the database. */
function asUsageError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (!["ConfigError", "DatabaseStartError", "MigrationError"].includes(error.name)) return error;
  const hint = "hint" in error && typeof error.hint === "string" ? error.hint : undefined;
  return new UsageError(error.message, hint);
}
