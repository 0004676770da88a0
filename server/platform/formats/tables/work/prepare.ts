import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RandomAccess } from "../../random-access.ts";
import { TableFormatError } from "../table.ts";
import { Narrower } from "../text/encoding.ts";
import { RawOffsets } from "../text/raw-offsets.ts";
import { openTextTable } from "../text/read-text-rows.ts";
import { scanRecords } from "../text/records.ts";
import type { TextTable } from "../text/text-shape.ts";
import { chunksOf, type Report } from "./copy-file.ts";
import { type Engine, openEngine } from "./engine.ts";
import { PartWriter } from "./part-writer.ts";
import type { PreparedFacts, TaskFile } from "./protocol.ts";
import { quote } from "./sql.ts";

/** More columns than this are shown, but not sorted, filtered and counted. */
const QUERY_COLUMNS = 2000;
const PART_BYTES = 64 * 1024 * 1024;
const LINE_BYTES = 40 * 1024 * 1024;

export type Preparation = {
  task: TaskFile;
  folder: string;
  report: Report;
  /** Only the first rows, as a sample. */
  maxRows: number;
};

/**
 * Reads a whole text file once into a table of the engine, by the same rules by which its first rows
 * are read. Every value stays the text that it is in the file.
 */
export async function prepareText(
  file: RandomAccess,
  { task, folder, report, maxRows }: Preparation,
): Promise<PreparedFacts> {
  const format = task.format === "jsonl" ? "jsonl" : "csv";
  const { table } = await openTextTable(file, { format, name: task.name });
  if (table.columns.length > QUERY_COLUMNS) {
    throw new TableFormatError(
      `The table has ${table.columns.length} columns: up to ${QUERY_COLUMNS} can be sorted and filtered`,
    );
  }
  const parts = [join(folder, "part-a.csv"), join(folder, "part-b.csv")] as const;
  await mkdir(folder, { recursive: true });
  const engine = await openEngine({
    database: { path: join(folder, "table.duckdb"), isNew: true },
    files: parts,
    spillFolder: join(folder, "spill"),
  });
  try {
    await engine.run(`CREATE TABLE prepared (${columnsOf(table, "row_at BIGINT", "VARCHAR")})`);
    const facts = await load(file, { table, engine, parts, report, maxRows });
    await engine.run("CHECKPOINT");
    return facts;
  } finally {
    engine.close();
    for (const path of [...parts, join(folder, "spill")])
      await rm(path, { recursive: true, force: true });
  }
}

function columnsOf({ columns }: TextTable, first: string, type: string): string {
  return [first, ...columns.map(({ index }) => `c${index} ${type}`)].join(", ");
}

type Loading = {
  table: TextTable;
  engine: Engine;
  parts: readonly [string, string];
  report: Report;
  maxRows: number;
};

async function load(file: RandomAccess, loading: Loading): Promise<PreparedFacts> {
  const { table, engine, parts, report, maxRows } = loading;
  const { columns, encoding } = table;
  const delimiter = table.text.delimiter ?? ",";
  const counted = { rowCount: 0, raggedRows: 0, brokenRows: 0, otherKeys: 0 };
  const writer = new PartWriter(parts[0], { delimiter, columns: columns.length, encoding });
  const offsets = new RawOffsets(table.firstRowAt, { isWide: encoding.label.startsWith("utf-16") });
  const narrower = new Narrower(encoding);
  let at = table.firstRowAt;
  const scanner = scanRecords(table, (record) => {
    writer.write(record, at);
    at = offsets.rawOf(record.end);
    counted.rowCount += 1;
    counted.otherKeys += record.otherKeys;
    if (record.note === "broken") counted.brokenRows += 1;
    else if (record.note !== null) counted.raggedRows += 1;
    return counted.rowCount < maxRows;
  });
  let loaded = Promise.resolve();
  let part = 0;
  let wantsMore = true;
  const sql = loadStatement(table, delimiter);
  const finishPart = async () => {
    const path = parts[part % 2 === 0 ? 0 : 1];
    await loaded;
    loaded = engine.run(sql(path)).then(() => rm(path));
    part += 1;
  };
  for await (const { bytes, end } of chunksOf(file, table.firstRowAt)) {
    const narrow = narrower.narrow(bytes);
    offsets.enter(narrow);
    writer.enter(narrow);
    wantsMore = scanner.push(narrow);
    if (!wantsMore) break;
    report(end, file.sizeBytes);
    if (writer.partBytes >= PART_BYTES) {
      const next = parts[part % 2 === 0 ? 1 : 0];
      await loaded;
      writer.rotate(next);
      await finishPart();
    }
  }
  if (wantsMore) scanner.finish();
  writer.end();
  await finishPart();
  await loaded;
  return { ...counted, columns: [...columns], cutCells: writer.cutCells };
}

function loadStatement(table: TextTable, delimiter: string): (path: string) => string {
  const columns = [
    "'row_at': 'BIGINT'",
    ...table.columns.map(({ index }) => `'c${index}': 'VARCHAR'`),
  ];
  const options = [
    "header = false",
    "auto_detect = false",
    `delim = ${quote(delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    "nullstr = ''",
    `max_line_size = ${LINE_BYTES}`,
    `columns = {${columns.join(", ")}}`,
  ].join(", ");
  return (path) => `INSERT INTO prepared SELECT * FROM read_csv(${quote(path)}, ${options})`;
}
