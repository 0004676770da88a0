import { Readable } from "node:stream";
import { parse } from "csv-parse";
import type { Context } from "../../../../context.ts";
import type { OpenFile } from "../../../reading/entry.ts";
import { MAX_COLUMNS, type MetadataRow } from "./metadata-row.ts";
import { readParquetRows } from "./read-parquet-rows.ts";

/** Read of one metadata file for one page of a gallery. */
const LIMIT_BYTES = 16 * 1024 * 1024;
const RECORD_LIMIT_CHARACTERS = 256 * 1024;
const FILE_NAME = "file_name";

/**
 * The rows of a `metadata.csv`, `.jsonl` or `.parquet` with the file that each is about, as far as the
 * limit reaches. A file that is broken ends where it breaks: labels are an extra, not the content.
 */
export async function* readMetadataRows(
  ctx: Pick<Context, "config" | "store">,
  file: OpenFile,
): AsyncGenerator<{ fileName: string; row: MetadataRow }, void, undefined> {
  for await (const row of rowsOf(ctx, file)) {
    const fileName = row.get(FILE_NAME);
    if (fileName !== undefined) yield { fileName, row };
  }
}

function rowsOf(
  ctx: Pick<Context, "config" | "store">,
  file: OpenFile,
): AsyncIterable<MetadataRow> {
  if (file.name.endsWith(".parquet")) return readParquetRows(ctx, file);
  const bytes = file.read({ start: 0, end: Math.min(file.sizeBytes, LIMIT_BYTES) });
  return file.name.endsWith(".csv") ? csvRows(bytes) : jsonRows(bytes);
}

async function* csvRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<MetadataRow> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: RECORD_LIMIT_CHARACTERS,
  });
  const source = Readable.from(bytes, { objectMode: false });
  source.on("error", (error) => parser.destroy(error));
  let columns: string[] | undefined;
  try {
    for await (const record of source.pipe(parser) as AsyncIterable<string[]>) {
      const cells = record.slice(0, MAX_COLUMNS);
      if (columns === undefined) columns = cells.map((name) => name.trim());
      else yield new Map(columns.map((name, index) => [name, cells[index] ?? ""]));
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
  } finally {
    source.destroy();
  }
}

/** The parser's own: the text is no CSV, or a record is longer than the limit. */
function isCsvError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");
}

async function* jsonRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<MetadataRow> {
  for await (const line of linesOf(bytes)) {
    const row = jsonRow(line);
    if (row !== undefined) yield row;
  }
}

function jsonRow(line: string): MetadataRow | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null) return undefined;
    const members = Object.entries(value).slice(0, MAX_COLUMNS);
    return new Map(members.map(([name, member]) => [name, textOf(member)]));
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** Lines up to the limit; a longer one ends the reading. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line.length <= RECORD_LIMIT_CHARACTERS);
    if (rest.length > RECORD_LIMIT_CHARACTERS) return;
  }
  yield rest + decoder.decode();
}
