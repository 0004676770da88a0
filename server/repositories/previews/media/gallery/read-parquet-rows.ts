import type { Context } from "../../../../context.ts";
import {
  BusyError,
  type RowsAnswer,
  type TableFile,
  TaskError,
} from "../../../../platform/formats/tables/index.ts";
import type { OpenFile } from "../../../reading/entry.ts";
import { asTable } from "../../tables/open-table.ts";
import { tablesOf } from "../../tables/tables-of.ts";
import { MAX_COLUMNS, type MetadataRow } from "./metadata-row.ts";

type ReadContext = Pick<Context, "config" | "store">;
type Row = RowsAnswer["rows"][number];

const ROWS_AT_ONCE = 1000;
/** Read of one metadata file for one page of a gallery. */
const LIMIT_ROWS = 50_000;
const LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * The rows of a Parquet file, read by the processes that read tables. A file that is broken, or that
 * nobody has time to read now, ends there.
 */
export async function* readParquetRows(
  ctx: ReadContext,
  file: OpenFile,
): AsyncGenerator<MetadataRow, void, undefined> {
  const table = asTable(ctx, file);
  if (table === undefined) return;
  try {
    for await (const { columns, rows } of pagesOf(ctx, table)) {
      const names = columns.slice(0, MAX_COLUMNS).map(({ name }) => name);
      for (const { cells } of rows) {
        yield new Map(names.map((name, index) => [name, textOf(cells[index] ?? null)]));
      }
    }
  } catch (error) {
    if (!(error instanceof TaskError) && !(error instanceof BusyError)) throw error;
  }
}

async function* pagesOf(ctx: ReadContext, table: TableFile): AsyncGenerator<RowsAnswer> {
  const columns = { start: 0, end: MAX_COLUMNS };
  let from: RowsAnswer["next"] = null;
  let bytesRead = 0;
  for (let count = 0; count < LIMIT_ROWS && bytesRead < LIMIT_BYTES; count += ROWS_AT_ONCE) {
    const page: RowsAnswer = await tablesOf(ctx).rows(table, {
      from,
      limit: ROWS_AT_ONCE,
      columns,
    });
    yield page;
    if (page.next === null) return;
    from = page.next;
    bytesRead += page.bytesRead;
  }
}

/** Bytes, such as pictures inside the table, are no text. */
function textOf(cell: Row["cells"][number]): string {
  if (cell === null || typeof cell === "string") return cell ?? "";
  return cell.kind === "cut" ? cell.text : "";
}
