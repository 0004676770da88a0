import type { RandomAccess } from "../../random-access.ts";
import { type ParquetColumn, findColumns } from "../parquet/columns.ts";
import { readFooter } from "../parquet/footer.ts";
import { type ParquetTable, readParquetRows, readValues } from "../parquet/read-parquet-rows.ts";
import { formatValue } from "../parquet/format-value.ts";
import { type Cell, cellOf, type TableColumn, TableFormatError } from "../table.ts";
import { openTextTable, readTextCell, readTextRows } from "../text/read-text-rows.ts";
import { openSource } from "./engine.ts";
import { copyFile, prepareText, type Report } from "./prepare.ts";
import type { CellAnswer, QueryAnswer, RowsAnswer, TableTask, TaskAnswers } from "./protocol.ts";
import { countStatement, pageStatement, windowOf } from "./sql.ts";
import { countColumns } from "./statistics.ts";

type Task<V extends TableTask["verb"]> = Extract<TableTask, { verb: V }>;
type TextOpened = Awaited<ReturnType<typeof openTextTable>>;

/** What a page of rows may read of a file. */
const PAGE_BYTES = 32 * 1024 * 1024;
const CELL_BUDGET_BYTES = 96 * 1024 * 1024;
/** Longest text that is answered of one cell, in characters. */
const WHOLE_CELL_CHARACTERS = 1_000_000;

/** What is known of files that were read before, the most recent ones. */
const openTables = new Map<string, Promise<ParquetTable> | Promise<TextOpened>>();
const MOST_OPEN = 32;

/** Does one task. @param open gives the bytes of the task's file. */
export async function runTask(
  task: TableTask,
  { file, report }: { file: RandomAccess; report: Report },
): Promise<TaskAnswers[TableTask["verb"]]> {
  switch (task.verb) {
    case "rows":
      return task.file.format === "parquet" ? parquetRows(file, task) : textRows(file, task);
    case "cell":
      return task.file.format === "parquet" ? parquetCell(file, task) : textCell(file, task);
    case "prepare":
      return prepare(file, task, report);
    case "query":
      return query(task);
    case "count":
      return count(task);
    case "statistics":
      return countColumns(task.source, { sampleRows: task.sampleRows, step: report });
  }
}

async function parquetRows(file: RandomAccess, task: Task<"rows">): Promise<RowsAnswer> {
  const table = await openParquet(file, task.file.key);
  const rowCount = Number(table.metadata.num_rows);
  const start = Math.min(task.from?.number ?? 0, rowCount);
  const end = Math.min(start + task.limit, rowCount);
  const columns = table.columns.slice(task.columns.start, task.columns.end);
  const wanted = { rows: { start, end }, columns, budgetBytes: PAGE_BYTES };
  const rows = await readParquetRows(file, table, wanted);
  return {
    shape: { format: "parquet", rowCount, text: null },
    columns: table.columns.map(plainColumn),
    rows,
    next: end < rowCount ? { at: end, number: end } : null,
    stoppedEarly: false,
    bytesRead: file.bytesRead,
  };
}

function plainColumn({ index, name, type, storedAs }: ParquetColumn): TableColumn {
  return { index, name, type, storedAs };
}

async function textRows(file: RandomAccess, task: Task<"rows">): Promise<RowsAnswer> {
  const opened = await openText(file, task.file);
  const { table } = opened;
  const from = task.from ?? { at: table.firstRowAt, number: 0 };
  const columns = { ...task.columns, end: Math.min(task.columns.end, table.columns.length) };
  const read = await readTextRows(file, opened, { ...from, limit: task.limit, columns });
  const { encoding, delimiter, hasHeader } = table.text;
  return {
    shape: {
      format: task.file.format,
      rowCount: opened.rowCount,
      text: { encoding, delimiter, hasHeader },
    },
    columns: [...table.columns],
    ...read,
    bytesRead: file.bytesRead,
  };
}

async function textCell(file: RandomAccess, task: Task<"cell">): Promise<CellAnswer> {
  const text = await readTextCell(file, await openText(file, task.file), task);
  return text === undefined ? { kind: "missing" } : { kind: "text", text };
}

async function parquetCell(file: RandomAccess, task: Task<"cell">): Promise<CellAnswer> {
  const table = await openParquet(file, task.file.key);
  const column = table.columns[task.column];
  const isThere = column !== undefined && task.at < Number(table.metadata.num_rows);
  if (!isThere) return { kind: "missing" };
  const rows = { start: task.at, end: task.at + 1 };
  const [value] = await readValues(file, table, { column, rows, budgetBytes: CELL_BUDGET_BYTES });
  const bytes = bytesIn(value);
  if (bytes) return { kind: "bytes", bytes };
  const text =
    column.type === "image" || column.type === "audio" ? null : formatValue(value, column.node);
  return { kind: "text", text: text?.slice(0, WHOLE_CELL_CHARACTERS).toWellFormed() ?? null };
}

/** Bytes themselves, or those beside the path of an image. */
function bytesIn(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (typeof value !== "object" || value === null) return undefined;
  const bytes: unknown = Object.getOwnPropertyDescriptor(value, "bytes")?.value;
  return bytes instanceof Uint8Array ? Uint8Array.from(bytes) : undefined;
}

async function prepare(file: RandomAccess, task: Task<"prepare">, report: Report) {
  if (task.file.format !== "parquet") {
    const { folder, maxRows } = task;
    return prepareText(file, {
      task: task.file,
      folder,
      report,
      maxRows: maxRows ?? Number.POSITIVE_INFINITY,
    });
  }
  const table = await openParquet(file, task.file.key);
  await copyFile(file, `${task.folder}/table.parquet`, report);
  return {
    columns: table.columns.map(plainColumn),
    rowCount: Number(table.metadata.num_rows),
    raggedRows: 0,
    brokenRows: 0,
    cutCells: 0,
    otherKeys: 0,
  };
}

async function query(task: Task<"query">): Promise<QueryAnswer> {
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

function cellOfPair({ type }: TableColumn, [text, sizeBytes]: readonly unknown[]): Cell {
  if (type === "binary" || type === "image" || type === "audio") return { kind: "media" };
  if (typeof text !== "string") return null;
  return cellOf(text.toWellFormed(), Number(sizeBytes));
}

async function count(task: Task<"count">): Promise<{ count: number }> {
  const statement = countStatement(task.source, task.selection);
  const engine = await openSource(task.source);
  try {
    const [row] = await engine.select(statement);
    return { count: Number(row?.[0] ?? 0) };
  } finally {
    engine.close();
  }
}

function openParquet(file: RandomAccess, key: string): Promise<ParquetTable> {
  const open = async (): Promise<ParquetTable> => {
    const metadata = await readFooter(file);
    return { metadata, columns: findColumns(metadata), walks: new Map() };
  };
  return remember(`parquet ${key}`, open) as Promise<ParquetTable>;
}

function openText(
  file: RandomAccess,
  { key, format, name }: { key: string; format: string; name: string },
) {
  const open = () => openTextTable(file, { format: format === "jsonl" ? "jsonl" : "csv", name });
  return remember(`${format} ${/\.tsv$/i.test(name)} ${key}`, open) as Promise<TextOpened>;
}

function remember(key: string, open: () => Promise<ParquetTable> | Promise<TextOpened>) {
  const known = openTables.get(key);
  openTables.delete(key);
  const table = known ?? open();
  openTables.set(key, table);
  table.catch(() => openTables.delete(key));
  for (const oldest of openTables.keys()) {
    if (openTables.size <= MOST_OPEN) break;
    openTables.delete(oldest);
  }
  return table;
}

/** The message for people of what a reader refused; undefined when it is a bug. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof TableFormatError ? error.message : undefined;
}
