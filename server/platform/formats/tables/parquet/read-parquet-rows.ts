import { type ColumnMetaData, parquetRead, type RowGroup } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { type RandomAccess, ReadBudgetError } from "../../random-access.ts";
import { type Cell, cellOf, type TableRow } from "../table.ts";
import type { ParquetColumn } from "./columns.ts";
import type { ParquetTable } from "./open-parquet.ts";
import { refuse } from "./refuse.ts";
import { formatValue, withoutRounding } from "./format-value.ts";
import { encodeOffsetIndex } from "./offset-index.ts";
import { type PageWalk, startWalk, walkPages } from "./pages.ts";

/** A column chunk of this size is read whole: walking through its pages would cost as much. */
const SMALL_CHUNK_BYTES = 256 * 1024;
/** Columns that are read at the same time. */
const PARALLEL = 8;

export type RowWindow = { start: number; end: number };

/**
 * Rows of a Parquet file, reading only the pages that hold them. A column whose pages would go over
 * the budget is told as unread; bytes of images and audio are left until somebody looks at them.
 */
export async function readParquetRows(
  file: RandomAccess,
  table: ParquetTable,
  {
    rows: wanted,
    columns,
    budgetBytes,
  }: { rows: RowWindow; columns: readonly ParquetColumn[]; budgetBytes: number },
): Promise<TableRow[]> {
  const rows = Array.from({ length: wanted.end - wanted.start }, (_, index): TableRow => {
    const number = wanted.start + index;
    return { number, at: number, cells: [], note: null };
  });
  for (let first = 0; first < columns.length; first += PARALLEL) {
    const some = columns.slice(first, first + PARALLEL);
    const read = await Promise.all(
      some.map((column) => readCells(file, table, { column, rows: wanted, budgetBytes })),
    );
    for (const cells of read) rows.forEach((row, index) => row.cells.push(cells[index] ?? null));
  }
  return rows;
}

type ColumnRead = { column: ParquetColumn; rows: RowWindow; budgetBytes: number };

const LAZY = new Set(["binary", "image", "audio"]);

async function readCells(
  file: RandomAccess,
  table: ParquetTable,
  read: ColumnRead,
): Promise<Cell[]> {
  const count = read.rows.end - read.rows.start;
  const all = (cell: Cell) => Array.from({ length: count }, () => cell);
  if (LAZY.has(read.column.type)) return all({ kind: "media" });
  try {
    const values = await readValues(file, table, read);
    return values.map((value) => {
      const text = formatValue(value, read.column.node);
      return text === null ? null : cellOf(text);
    });
  } catch (error) {
    if (error instanceof ReadBudgetError) return all({ kind: "unread" });
    throw error;
  }
}

/** The decoded values of one column in a range of rows. */
export async function readValues(
  file: RandomAccess,
  table: ParquetTable,
  { column, rows, budgetBytes }: ColumnRead,
): Promise<unknown[]> {
  const values: unknown[] = [];
  let groupStart = 0;
  for (const [index, group] of table.metadata.row_groups.entries()) {
    const groupRows = Number(group.num_rows);
    const start = Math.max(rows.start - groupStart, 0);
    const end = Math.min(rows.end - groupStart, groupRows);
    groupStart += groupRows;
    if (start >= end) continue;
    const part = { group, index, rows: { start, end }, column, budgetBytes };
    for (const value of await readGroup(file, table, part).catch(refuse)) values.push(value);
  }
  return values;
}

type GroupRead = ColumnRead & { group: RowGroup; index: number };

async function readGroup(
  file: RandomAccess,
  table: ParquetTable,
  part: GroupRead,
): Promise<unknown[]> {
  const source = new PageSource(file, part.budgetBytes);
  const { path } = part.column.node;
  const chunks = part.group.columns.filter(
    ({ meta_data: chunk }) => chunk?.path_in_schema[0] === path[0],
  );
  let factor = 1;
  for (;;) {
    const indexed = [];
    for (const { meta_data: chunk } of chunks) {
      if (chunk) indexed.push(await indexChunk(source, table, { ...part, chunk, factor }));
    }
    const group = { ...part.group, columns: indexed.map(({ chunk }) => chunk) };
    const { values, decodedRows } = await decode(source, { table, part, group });
    const isComplete = indexed.every(({ isComplete }) => isComplete);
    if (isComplete || decodedRows > part.rows.end) return values;
    factor *= 4;
  }
}

type ChunkRead = GroupRead & { chunk: ColumnMetaData; factor: number };

/**
 * A column chunk with an index of its pages, as far as the rows need them. Lists in old pages do not
 * tell which rows they hold: then as many pages as should do, and more when they did not.
 */
async function indexChunk(source: PageSource, table: ParquetTable, read: ChunkRead) {
  const { chunk, group, index, rows, factor } = read;
  const bare = { file_offset: 0n, meta_data: chunk };
  const sizeBytes = Number(chunk.total_compressed_size);
  const walk = walkOf(table, index, chunk);
  if (sizeBytes <= SMALL_CHUNK_BYTES) await source.keep(walk.next, walk.end);
  const isRepeated = chunk.num_values !== group.num_rows || isList(read.column);
  const perRow = isRepeated ? Number(chunk.num_values) / Math.max(1, Number(group.num_rows)) : 1;
  const untilRow = isRepeated ? Math.ceil((rows.end + 1) * Math.max(1, perRow) * factor) : rows.end;
  await walkPages(walk, untilRow, { read: source.readBytes, isRepeated });
  const isComplete = walk.knowsRows || walk.next >= walk.end;
  const [first] = walk.pages;
  const last = walk.pages.at(-1);
  if (first === undefined || last === undefined) return { chunk: bare, isComplete: true };
  const joined = { ...first, sizeBytes: last.offset + last.sizeBytes - first.offset };
  const place = source.place(encodeOffsetIndex(walk.knowsRows ? walk.pages : [joined]));
  return { chunk: { ...bare, ...place }, isComplete };
}

function walkOf(table: ParquetTable, group: number, chunk: ColumnMetaData): PageWalk {
  const key = `${group}/${chunk.path_in_schema.join("/")}`;
  const walk = table.walks.get(key) ?? startWalk(chunk);
  table.walks.set(key, walk);
  return walk;
}

function isList({ type }: ParquetColumn): boolean {
  return type === "list" || type === "object";
}

/** Values of a moment stay the numbers that they are: a Date would round them. */
const AS_STORED = <T>(value: T): T => value;
const decoder = new TextDecoder();
const PARSERS = {
  timestampFromMilliseconds: AS_STORED,
  timestampFromMicroseconds: AS_STORED,
  timestampFromNanoseconds: AS_STORED,
  dateFromDays: AS_STORED,
  geometryFromBytes: AS_STORED,
  geographyFromBytes: AS_STORED,
  stringFromBytes: (bytes: Uint8Array) => bytes && decoder.decode(bytes),
};

async function decode(
  source: PageSource,
  { table, part, group }: { table: ParquetTable; part: GroupRead; group: RowGroup },
): Promise<{ values: unknown[]; decodedRows: number }> {
  const { metadata } = table;
  let decodedRows = Number.POSITIVE_INFINITY;
  const ends = new Map<string, number>();
  const rows = await new Promise<unknown[][]>((resolve, reject) => {
    parquetRead({
      file: source,
      metadata: {
        ...metadata,
        schema: metadata.schema.map(withoutRounding),
        num_rows: group.num_rows,
        row_groups: [group],
      },
      columns: [part.column.name],
      rowStart: part.rows.start,
      rowEnd: part.rows.end,
      rowFormat: "array",
      useOffsetIndex: true,
      utf8: false,
      geoparquet: false,
      parsers: PARSERS,
      compressors,
      onPage: ({ pathInSchema, rowEnd }) => ends.set(pathInSchema.join("/"), rowEnd),
      onComplete: resolve,
    }).catch(reject);
  });
  for (const end of ends.values()) decodedRows = Math.min(decodedRows, end);
  return { values: rows.map(([value]) => value), decodedRows };
}

/** Where the file ends for the decoder, the indexes begin that the file does not have. */
class PageSource {
  readonly byteLength: number;
  readonly readBytes = async (start: number, end: number): Promise<Uint8Array> =>
    new Uint8Array(await this.slice(start, end));
  readonly #file: RandomAccess;
  readonly #budgetBytes: number;
  readonly #made: { start: number; bytes: Uint8Array }[] = [];
  #end: number;

  constructor(file: RandomAccess, budgetBytes: number) {
    this.#file = file;
    this.#budgetBytes = budgetBytes;
    this.#end = file.sizeBytes;
    this.byteLength = file.sizeBytes;
  }

  /** Puts bytes behind the end of the file. @returns their place, as a chunk names its index. */
  place(bytes: Uint8Array): { offset_index_offset: bigint; offset_index_length: number } {
    const start = this.#end;
    this.#made.push({ start, bytes });
    this.#end += bytes.length;
    return { offset_index_offset: BigInt(start), offset_index_length: bytes.length };
  }

  /** Reads a part at once that is needed in pieces. */
  async keep(start: number, end: number): Promise<void> {
    if (this.#find(start, end) || end <= start) return;
    this.#made.push({ start, bytes: await this.#read(start, end) });
  }

  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    const kept = this.#find(start, end);
    const bytes = kept
      ? kept.bytes.subarray(start - kept.start, end - kept.start)
      : await this.#read(start, end);
    return Uint8Array.from(bytes).buffer;
  }

  #find(start: number, end: number) {
    return this.#made.find((part) => part.start <= start && end <= part.start + part.bytes.length);
  }

  async #read(start: number, end: number): Promise<Uint8Array> {
    if (this.#file.bytesRead + end - start > this.#budgetBytes) {
      throw new ReadBudgetError(`more than ${this.#budgetBytes} bytes`);
    }
    return this.#file.read(start, end);
  }
}
