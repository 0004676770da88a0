import { ReadBudgetError } from "../../random-access.ts";
import { TableFormatError, TableSourceError } from "../table.ts";

const PASSED = [ReadBudgetError, TableFormatError, TableSourceError];

/** Whatever a decoder stumbles over is the file's fault. */
export function refuse(error: unknown): never {
  if (PASSED.some((kind) => error instanceof kind)) throw error;
  throw new TableFormatError("A part of the Parquet file cannot be decoded", { cause: error });
}
