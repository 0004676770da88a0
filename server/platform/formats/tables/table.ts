/** The formats that are read as tables. */
export type TableFormat = "csv" | "jsonl" | "parquet";

/** What a column holds, for showing, sorting and filtering it. */
export type ColumnType =
  | "integer"
  | "number"
  | "boolean"
  | "text"
  | "date"
  | "time"
  | "timestamp"
  | "list"
  | "object"
  | "binary"
  | "image"
  | "audio";

export type TableColumn = {
  /** Its place in the file, from 0: names may repeat or be empty. */
  index: number;
  name: string;
  type: ColumnType;
  /** The type as the format itself names it; null where the type was inferred from values. */
  storedAs: string | null;
};

/**
 * A value as text, exactly as the file has it; null where there is none.
 * - `cut`: the beginning of a long value, which has `sizeBytes` in all (null: not read to its end).
 * - `media`: bytes that are only read when somebody looks at them.
 * - `unread`: reading it would take more bytes than one page of rows may read.
 */
export type Cell =
  | string
  | null
  | { kind: "cut"; text: string; sizeBytes: number | null }
  | { kind: "media" }
  | { kind: "unread" };

/** What is unusual about a row. */
export type RowNote = "extra-cells" | "missing-cells" | "broken" | "unfinished";

export type TableRow = {
  /** Its place among the rows of the file, from 0. */
  number: number;
  /** Where it is found again: a row of Parquet by its number, of a text by its first byte. */
  at: number;
  cells: Cell[];
  note: RowNote | null;
};

/** What is known of a table before its rows are read. */
export type TableShape = {
  format: TableFormat;
  columns: TableColumn[];
  /** Null where only reading the whole file would tell. */
  rowCount: number | null;
  /** Of a text file. */
  text: TextShape | null;
};

export type TextShape = {
  /** A label of the Encoding standard. */
  encoding: string;
  /** Null in JSON Lines. */
  delimiter: string | null;
  hasHeader: boolean;
};

/** A file is no table, or lies about itself. The message is for people. */
export class TableFormatError extends Error {
  override name = "TableFormatError";
}

/** The bytes of a file could not be had. */
export class TableSourceError extends Error {
  override name = "TableSourceError";
}

/** Longest text of a cell in a page of rows, in characters; the whole is had by itself. */
export const CELL_CHARACTERS = 1000;
/** How much of one cell is kept, sorted, searched and counted, in bytes. */
export const CELL_BYTES = 65_536;
/** More columns than this are counted, not shown. */
export const MOST_COLUMNS = 20_000;

/** A value as a cell of a page: its beginning where it is long. */
export function cellOf(text: string, sizeBytes: number | null = Buffer.byteLength(text)): Cell {
  const isWhole = sizeBytes !== null && text.length <= CELL_CHARACTERS;
  if (isWhole && sizeBytes <= Buffer.byteLength(text)) return text;
  return { kind: "cut", text: text.slice(0, CELL_CHARACTERS).toWellFormed(), sizeBytes };
}
