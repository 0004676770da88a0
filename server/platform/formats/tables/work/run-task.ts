import type { RandomAccess } from "../../random-access.ts";
import { TableFormatError } from "../table.ts";
import type { Report } from "./copy-file.ts";
import type { TableTask, TaskAnswers } from "./protocol.ts";

/**
 * Does one task. Its readers are loaded when they are first needed: who reads a text waits neither
 * for the decoders of Parquet nor for the engine.
 * @param file gives the bytes of the task's file.
 */
export async function runTask(
  task: TableTask,
  { file, report }: { file: RandomAccess; report: Report },
): Promise<TaskAnswers[TableTask["verb"]]> {
  switch (task.verb) {
    case "rows": {
      if (task.file.format !== "parquet") return (await loadText()).textRows(file, task);
      return (await loadParquet()).parquetRows(file, task);
    }
    case "cell": {
      if (task.file.format !== "parquet") return (await loadText()).textCell(file, task);
      return (await loadParquet()).parquetCell(file, task);
    }
    case "prepare": {
      if (task.file.format === "parquet") {
        return (await loadParquet()).copyParquet(file, task, report);
      }
      const { prepareText } = await import("./prepare.ts");
      const maxRows = task.maxRows ?? Number.POSITIVE_INFINITY;
      return prepareText(file, { task: task.file, folder: task.folder, report, maxRows });
    }
    case "query":
      return (await loadQueries()).queryRows(task);
    case "count":
      return (await loadQueries()).countRows(task);
    case "statistics": {
      const { countColumns } = await import("./statistics.ts");
      return countColumns(task.source, { sampleRows: task.sampleRows, step: report });
    }
  }
}

const loadText = () => import("./text-tasks.ts");
const loadParquet = () => import("./parquet-tasks.ts");
const loadQueries = () => import("./query-tasks.ts");

/** The message for people of what a reader refused; undefined when it is a bug. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof TableFormatError ? error.message : undefined;
}
