import type { RandomAccess } from "../../random-access.ts";
import { openTextTable, readTextCell, readTextRows } from "../text/read-text-rows.ts";
import type { CellAnswer, RowsAnswer, TaskFile, TaskOf } from "./protocol.ts";
import { RecentlyOpened } from "./recently-opened.ts";

const opened = new RecentlyOpened<Awaited<ReturnType<typeof openTextTable>>>();

export async function textRows(file: RandomAccess, task: TaskOf<"rows">): Promise<RowsAnswer> {
  const text = await openText(file, task.file);
  const { table } = text;
  const from = task.from ?? { at: table.firstRowAt, number: 0 };
  const columns = { ...task.columns, end: Math.min(task.columns.end, table.columns.length) };
  const read = await readTextRows(file, text, { ...from, limit: task.limit, columns });
  const { encoding, delimiter, hasHeader } = table.text;
  return {
    shape: {
      format: task.file.format,
      rowCount: text.rowCount,
      text: { encoding, delimiter, hasHeader },
    },
    columns: [...table.columns],
    ...read,
    bytesRead: file.bytesRead,
  };
}

export async function textCell(file: RandomAccess, task: TaskOf<"cell">): Promise<CellAnswer> {
  const text = await readTextCell(file, await openText(file, task.file), task);
  return text === undefined ? { kind: "missing" } : { kind: "text", text };
}

function openText(file: RandomAccess, { key, format, name }: TaskFile) {
  const isTabs = /\.tsv$/i.test(name);
  return opened.open(`${format} ${isTabs} ${key}`, () =>
    openTextTable(file, { format: format === "jsonl" ? "jsonl" : "csv", name }),
  );
}
