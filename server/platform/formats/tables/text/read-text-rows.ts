import type { RandomAccess } from "../../random-access.ts";
import { type Cell, cellOf, type TableFormat, type TableRow } from "../table.ts";
import { Narrower } from "./encoding.ts";
import { RawOffsets } from "./raw-offsets.ts";
import { scanRecords, type TextRecord } from "./records.ts";
import { findTextShape, type TextTable } from "./text-shape.ts";

/** The beginning that tells how a file is read. */
const HEAD_BYTES = 1024 * 1024;
const WINDOW_BYTES = 1024 * 1024;
/** What the rows of one page may take beyond the head. */
const PAGE_BYTES = 8 * 1024 * 1024;

export type TextWindow = {
  /** Where to begin: the first byte of a row, and its number. */
  at: number;
  number: number;
  limit: number;
  /** Half-open range of columns. */
  columns: { start: number; end: number };
};

export type TextRows = {
  rows: TableRow[];
  /** Where the next row begins; null at the end of the file, or where reading stopped early. */
  next: { at: number; number: number } | null;
  /** The next row needs more reading than a page may do: one cell is very long. */
  stoppedEarly: boolean;
};

/** How a text file is read, from its beginning. */
export async function openTextTable(
  file: RandomAccess,
  named: { format: Exclude<TableFormat, "parquet">; name: string },
): Promise<{ table: TextTable; head: Buffer; rowCount: number | null }> {
  const head = await file.read(0, HEAD_BYTES);
  const isWhole = head.length === file.sizeBytes;
  const table = findTextShape({ bytes: head, isWhole }, named);
  return { table, head, rowCount: isWhole ? countRows(head, table) : null };
}

function countRows(whole: Buffer, table: TextTable): number {
  let count = 0;
  const scanner = scanRecords(table, () => {
    count += 1;
    return true;
  });
  scanner.push(new Narrower(table.encoding).narrow(whole.subarray(table.firstRowAt)));
  scanner.finish();
  return count;
}

/** Rows from a known place on, reading no more of the file than they need. */
export async function readTextRows(
  file: RandomAccess,
  { table, head }: { table: TextTable; head: Buffer },
  window: TextWindow,
): Promise<TextRows> {
  const rows: TableRow[] = [];
  const isWide = table.encoding.label.startsWith("utf-16");
  const offsets = new RawOffsets(window.at, { isWide });
  const narrower = new Narrower(table.encoding);
  let at = window.at;
  const scanner = scanRecords(table, (record) => {
    rows.push(rowOf(record, { at, number: window.number + rows.length, columns: window.columns }));
    at = offsets.rawOf(record.end);
    return rows.length < window.limit;
  });
  let position = window.at;
  let wantsMore = true;
  while (wantsMore && position < file.sizeBytes && position - window.at < PAGE_BYTES) {
    const chunk = await readPart(file, head, position);
    position += chunk.length;
    const narrow = narrower.narrow(chunk);
    offsets.enter(narrow);
    wantsMore = scanner.push(narrow);
  }
  const isAtEnd = position >= file.sizeBytes;
  const stoppedEarly = wantsMore && !isAtEnd && position - at > PAGE_BYTES / 2;
  if (wantsMore && (isAtEnd || stoppedEarly)) scanner.finish();
  if (stoppedEarly) markUnfinished(rows.at(-1));
  const hasNext = !stoppedEarly && at < file.sizeBytes;
  const next = hasNext ? { at, number: window.number + rows.length } : null;
  return { rows, next: rows.length === 0 ? null : next, stoppedEarly };
}

/** The head was read before: what lies in it is not read again. */
async function readPart(file: RandomAccess, head: Buffer, position: number): Promise<Buffer> {
  if (position < head.length) return head.subarray(position);
  return file.read(position, position + WINDOW_BYTES);
}

type Place = { at: number; number: number; columns: { start: number; end: number } };

function rowOf(record: TextRecord, { at, number, columns }: Place): TableRow {
  const cells: Cell[] = [];
  for (let column = columns.start; column < columns.end; column++) {
    const value = record.value(column);
    cells.push(value === null ? null : cellOf(value.text, value.sizeBytes));
  }
  return { number, at, cells, note: record.note };
}

/** What was read of this row is its beginning: how long its last cell is, nobody knows. */
function markUnfinished(row: TableRow | undefined): void {
  if (row === undefined) return;
  row.note = "unfinished";
  const last = row.cells.findLastIndex((cell) => cell !== null);
  const cell = row.cells[last];
  if (cell === undefined || cell === null) return;
  const text = typeof cell === "string" ? cell : cell.kind === "cut" ? cell.text : "";
  row.cells[last] = { kind: "cut", text, sizeBytes: null };
}

/** The value of one cell, as far as cells are kept; undefined when there is no such row. */
export async function readTextCell(
  file: RandomAccess,
  { table, head }: { table: TextTable; head: Buffer },
  { at, column }: { at: number; column: number },
): Promise<string | null | undefined> {
  let found: { text: string } | null | undefined;
  const scanner = scanRecords(table, (record) => {
    found = record.value(column);
    return false;
  });
  const narrower = new Narrower(table.encoding);
  let position = at;
  let wantsMore = true;
  while (wantsMore && position < file.sizeBytes && position - at < PAGE_BYTES) {
    const chunk = await readPart(file, head, position);
    position += chunk.length;
    wantsMore = scanner.push(narrower.narrow(chunk));
  }
  if (wantsMore) scanner.finish();
  return found === undefined ? undefined : (found?.text ?? null);
}
