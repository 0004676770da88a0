import type { Cell, TableColumn, TableFormat, TableRow, TableShape } from "../table.ts";

/** A file as its worker knows it: the bytes are asked for over the channel. */
export type TaskFile = {
  /** Of the content: what is known of it is kept by this. */
  key: string;
  name: string;
  format: TableFormat;
  sizeBytes: number;
};

/** Half-open range of columns by their index. */
export type ColumnWindow = { start: number; end: number };

/** Where a whole table can be sorted, filtered and counted: a Parquet file, or a prepared table. */
export type QuerySource = {
  kind: "parquet" | "prepared";
  path: string;
  columns: TableColumn[];
  /** A folder of this task for what does not fit into memory. */
  spillFolder: string;
};

export type FilterOperator =
  | "eq"
  | "ne"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "contains"
  | "empty"
  | "filled";
export type Filter = { column: number; operator: FilterOperator; value: string };

export type Selection = {
  filters: Filter[];
  /** Rows in which any column holds this text, in any case. */
  search: string;
};

export type Sorting = { column: number; isDescending: boolean };

/** What a row of a page begins with: `number` counts rows, `at` is where a text's row begins. */
export type RowPlace = { at: number; number: number };

/** What a worker is asked to do. */
export type TableTask =
  | { verb: "rows"; file: TaskFile; from: RowPlace | null; limit: number; columns: ColumnWindow }
  | { verb: "cell"; file: TaskFile; at: number; column: number }
  | { verb: "prepare"; file: TaskFile; folder: string; maxRows: number | null }
  | {
      verb: "query";
      source: QuerySource;
      selection: Selection;
      sorting: Sorting | null;
      offset: number;
      limit: number;
      columns: ColumnWindow;
    }
  | { verb: "count"; source: QuerySource; selection: Selection }
  | { verb: "statistics"; source: QuerySource; sampleRows: number | null };

export type TaskOf<V extends TableTask["verb"]> = Extract<TableTask, { verb: V }>;

export type RowsAnswer = {
  shape: Omit<TableShape, "columns">;
  /** All of them: the window is cut by who asked. */
  columns: TableColumn[];
  rows: TableRow[];
  next: RowPlace | null;
  stoppedEarly: boolean;
  bytesRead: number;
};

export type CellAnswer =
  | { kind: "text"; text: string | null }
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "missing" };

/** What was met while a whole text file was read. */
export type PreparedFacts = {
  columns: TableColumn[];
  rowCount: number;
  /** Rows with more or fewer cells than columns, and lines that are no JSON object. */
  raggedRows: number;
  brokenRows: number;
  /** Values that were kept up to the limit only. */
  cutCells: number;
  /** Keys of JSON objects that are no columns, over all rows. */
  otherKeys: number;
};

export type QueryAnswer = { rows: { number: number; at: number; cells: Cell[] }[] };

export type ColumnStatistics = {
  column: number;
  filled: number;
  empty: number;
  /** Values that are not of the column's type, such as a word among numbers. */
  misfits: number;
  /** Null where nobody counted. */
  distinct: { count: number; isExact: boolean } | null;
  min: string | null;
  max: string | null;
  mean: number | null;
  /** How many values lie in each of equal parts of a range: of the values, or of their lengths. */
  histogram: { of: "values" | "lengths"; from: number; to: number; counts: number[] } | null;
  /** The most frequent values, where there are not too many different ones. */
  top: { value: string; count: number }[] | null;
};

export type TableStatistics = { rowCount: number; columns: ColumnStatistics[] };

export type TaskAnswers = {
  rows: RowsAnswer;
  cell: CellAnswer;
  prepare: PreparedFacts;
  query: QueryAnswer;
  count: { count: number };
  statistics: TableStatistics;
};

export type ToWorker =
  | { verb: "run"; task: TableTask }
  | { verb: "bytes"; id: number; bytes: Uint8Array }
  | { verb: "refused"; id: number; message: string };

export type FromWorker =
  | { verb: "ready" }
  | { verb: "read"; id: number; start: number; end: number }
  | { verb: "progress"; done: number; total: number }
  | { verb: "answer"; answer: TaskAnswers[TableTask["verb"]] }
  | { verb: "failed"; reason: FailureReason; message: string };

/**
 * Why a task has no answer.
 * - `format`: the file is no table of its format, or lies about itself.
 * - `filter`: a value cannot be compared with its column.
 * - `source`: the bytes of the file could not be read.
 * - `ended`: the work took too much memory, or met a bug; `timeout`: too much time.
 */
export type FailureReason = "format" | "filter" | "source" | "ended" | "timeout";
