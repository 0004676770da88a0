import type { RandomAccess } from "../../random-access.ts";
import type { ParquetColumn } from "../parquet/columns.ts";
import { formatValue } from "../parquet/format-value.ts";
import { openParquet, type ParquetTable } from "../parquet/open-parquet.ts";
import { readParquetRows, readValues } from "../parquet/read-parquet-rows.ts";
import type { TableColumn } from "../table.ts";
import { copyFile, type Report } from "./copy-file.ts";
import type { CellAnswer, PreparedFacts, RowsAnswer, TaskOf } from "./protocol.ts";
import { RecentlyOpened } from "./recently-opened.ts";

/** What a page of rows may read of a file. */
const PAGE_BYTES = 32 * 1024 * 1024;
const CELL_BUDGET_BYTES = 96 * 1024 * 1024;
/** Longest text that is answered of one cell, in characters. */
const WHOLE_CELL_CHARACTERS = 1_000_000;

const opened = new RecentlyOpened<ParquetTable>();

export async function parquetRows(file: RandomAccess, task: TaskOf<"rows">): Promise<RowsAnswer> {
  const table = await openTable(file, task.file.key);
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

export async function parquetCell(file: RandomAccess, task: TaskOf<"cell">): Promise<CellAnswer> {
  const table = await openTable(file, task.file.key);
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

/** Copies the file to where the engine can read it. */
export async function copyParquet(
  file: RandomAccess,
  task: TaskOf<"prepare">,
  report: Report,
): Promise<PreparedFacts> {
  const table = await openTable(file, task.file.key);
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

function openTable(file: RandomAccess, key: string): Promise<ParquetTable> {
  return opened.open(key, () => openParquet(file));
}
