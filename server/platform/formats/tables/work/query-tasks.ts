import { type Cell, cellOf, type TableColumn } from "../table.ts";
import { openSource } from "./engine.ts";
import type { QueryAnswer, TaskOf } from "./protocol.ts";
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
        cells: shown.map((column, index) => cellOfPair(column, values.slice(index * 2))),
      })),
    };
  } finally {
    engine.close();
  }
}

function cellOfPair(column: TableColumn, [text, sizeBytes]: readonly unknown[]): Cell {
  if (isLazy(column)) return { kind: "media" };
  if (typeof text !== "string") return null;
  return cellOf(text.toWellFormed(), Number(sizeBytes));
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
