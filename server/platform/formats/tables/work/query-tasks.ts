import { type Cell, CELL_BYTES, cellOf, type TableColumn } from "../table.ts";
import { openSource } from "./engine.ts";
import type { QueryAnswer, QuerySource, TaskOf } from "./protocol.ts";
import { countStatement, isLazy, pageStatement, windowOf } from "./sql.ts";

export async function queryRows(task: TaskOf<"query">): Promise<QueryAnswer> {
  const statement = pageStatement(task.source, task);
  const shown = windowOf(task.source, task.columns);
  const engine = await openSource(task.source);
  try {
    const rows = await engine.select(statement);
    return {
      rows: rows.map(([number, at, ...values]) => ({
        number: Number(number),
        at: Number(at),
        cells: shown.map((column, index) =>
          cellOfPair(task.source, column, values.slice(index * 2)),
        ),
      })),
    };
  } finally {
    engine.close();
  }
}

function cellOfPair(
  { kind }: QuerySource,
  column: TableColumn,
  [text, sizeBytes]: readonly unknown[],
): Cell {
  if (isLazy(column)) return { kind: "media" };
  if (typeof text !== "string") return null;
  // A prepared table has only the beginning of a very long value, without its last character.
  const isWhole = kind === "parquet" || Number(sizeBytes) < CELL_BYTES - 4;
  return cellOf(text.toWellFormed(), isWhole ? Number(sizeBytes) : null);
}

export async function countRows(task: TaskOf<"count">): Promise<{ count: number }> {
  const statement = countStatement(task.source, task.selection);
  const engine = await openSource(task.source);
  try {
    const [row] = await engine.select(statement);
    return { count: Number(row?.[0] ?? 0) };
  } finally {
    engine.close();
  }
}
