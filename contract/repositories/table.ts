import { z } from "zod";
import { CommitId } from "../fields.ts";

/** What a column of a table holds, for showing, sorting and filtering it. */
export const ColumnType = z.enum([
  "integer",
  "number",
  "boolean",
  "text",
  "date",
  "time",
  "timestamp",
  "list",
  "object",
  "binary",
  "image",
  "audio",
]);
export type ColumnType = z.infer<typeof ColumnType>;

export const TableColumn = z.object({
  /** Its place in the file, from 0. Names may repeat or be empty, so columns go by their index. */
  index: z.number().int(),
  name: z.string(),
  type: ColumnType,
  /** The type as the format names it; null where it was inferred from the first values. */
  storedAs: z.string().nullable(),
});
export type TableColumn = z.infer<typeof TableColumn>;

/**
 * A value as text, exactly as the file has it (no number is rounded); null where there is none.
 * `cut`: the beginning of a long value, with its size in bytes, or null when its end was not reached.
 * `media`: bytes, to be had by the cell endpoint. `unread`: reading it would have taken more bytes
 * than one page may read; the cell endpoint may.
 */
export const TableCell = z.union([
  z.string(),
  z.null(),
  z.object({ kind: z.literal("cut"), text: z.string(), sizeBytes: z.number().nullable() }),
  z.object({ kind: z.literal("media") }),
  z.object({ kind: z.literal("unread") }),
]);
export type TableCell = z.infer<typeof TableCell>;

export const TableRow = z.object({
  /** Its place among the rows of the file, from 0, however the page is sorted. */
  number: z.number().int(),
  /** Names the row for the cell endpoint. */
  at: z.number().int(),
  /** One for each column of the page. */
  cells: z.array(TableCell),
  /** `unfinished`: a value is so long that the row's end was not reached. */
  note: z.enum(["extra-cells", "missing-cells", "broken", "unfinished"]).nullable(),
});
export type TableRow = z.infer<typeof TableRow>;

/** Long work that comes before the answer: ask again, and it goes on; stop asking, and it ends. */
export const TableProgress = z.object({
  step: z.enum(["preparing", "counting"]),
  /** `total` is 0 while nobody knows. */
  done: z.number(),
  total: z.number(),
});
export type TableProgress = z.infer<typeof TableProgress>;

const Working = z.object({ state: z.literal("working"), progress: TableProgress });

export const TablePage = z.object({
  state: z.literal("ready"),
  commit: CommitId,
  format: z.enum(["csv", "jsonl", "parquet"]),
  /** Those of the window that was asked for. */
  columns: z.array(TableColumn),
  columnCount: z.number().int(),
  rows: z.array(TableRow),
  /** Rows of the whole file; not exact where it is worked out from its size; null: unknown. */
  rowCount: z.object({ value: z.number(), isExact: z.boolean() }).nullable(),
  /** What to ask for next; null on the last page. */
  next: z.object({ offset: z.number().int(), cursor: z.string().nullable() }).nullable(),
  /** Going on needs the whole file to be prepared: ask for an offset without a cursor. */
  stoppedEarly: z.boolean(),
  /** How a text file was read. */
  text: z
    .object({ encoding: z.string(), delimiter: z.string().nullable(), hasHeader: z.boolean() })
    .nullable(),
  /** What was met in the whole file; null while only its beginning is known. */
  irregular: z
    .object({
      raggedRows: z.number(),
      brokenRows: z.number(),
      cutCells: z.number(),
      otherKeys: z.number(),
    })
    .nullable(),
  /** How many bytes of the file were read for this answer. */
  bytesRead: z.number(),
});
export type TablePage = z.infer<typeof TablePage>;

export const TableRows = z.discriminatedUnion("state", [TablePage, Working]);
export type TableRows = z.infer<typeof TableRows>;

export const TableCount = z.discriminatedUnion("state", [
  z.object({ state: z.literal("ready"), count: z.number() }),
  Working,
]);
export type TableCount = z.infer<typeof TableCount>;

export const ColumnStatistics = z.object({
  /** Index of the column. */
  column: z.number().int(),
  filled: z.number(),
  empty: z.number(),
  /** Values that are not of the column's type, such as a word among numbers. */
  misfits: z.number(),
  /** How many different values; an estimate where there are very many. */
  distinct: z.object({ count: z.number(), isExact: z.boolean() }).nullable(),
  min: z.string().nullable(),
  max: z.string().nullable(),
  mean: z.number().nullable(),
  /**
   * How many values lie in each of equal parts of a range: of the values (of moments: seconds since
   * 1970), or of the lengths of texts in characters or of lists.
   */
  histogram: z
    .object({
      of: z.enum(["values", "lengths"]),
      from: z.number(),
      to: z.number(),
      counts: z.array(z.number()),
    })
    .nullable(),
  /** The most frequent values, where there are not too many different ones. */
  top: z.array(z.object({ value: z.string(), count: z.number() })).nullable(),
});
export type ColumnStatistics = z.infer<typeof ColumnStatistics>;

export const TableStatistics = z.object({
  commit: CommitId,
  /** `on-demand`: all rows of a file of this size are counted when somebody asks for it. */
  state: z.enum(["ready", "working", "on-demand"]),
  progress: TableProgress.nullable(),
  /** Whether the figures are of the first rows only. */
  isSample: z.boolean(),
  /** Rows that the figures are of. */
  rowCount: z.number(),
  columns: z.array(ColumnStatistics),
});
export type TableStatistics = z.infer<typeof TableStatistics>;

export const FILTER_OPERATORS = [
  "eq",
  "ne",
  "lt",
  "le",
  "gt",
  "ge",
  "contains",
  "empty",
  "filled",
] as const;

export const TableFilter = z.object({
  column: z.number().int().min(0),
  operator: z.enum(FILTER_OPERATORS),
  value: z.string().max(1000).default(""),
});
export type TableFilter = z.infer<typeof TableFilter>;

/** The filters of a query: a JSON array of `TableFilter`; a row must pass all of them. */
const Filters = z
  .string()
  .max(16_384)
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue({ code: "custom", message: "filters must be a JSON array" });
      return z.NEVER;
    }
  })
  .pipe(z.array(TableFilter).max(20));

/** Which rows of a whole table are meant. */
export const TableSelection = z.object({
  filters: Filters.optional(),
  /** Rows in which any column holds this text, in any case. */
  search: z.string().max(500).optional(),
});

export const TableRowsQuery = TableSelection.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** First row of the page, in the order that is asked for. */
  offset: z.coerce.number().int().min(0).default(0),
  /** From `next` of the page before: without it a far row of a text needs the whole file. */
  cursor: z
    .string()
    .regex(/^\d{1,16}$/)
    .optional(),
  /** Index of a column; a minus in front: from the largest to the smallest. */
  sort: z
    .string()
    .regex(/^-?\d{1,6}$/)
    .optional(),
  /** The window of columns. */
  firstColumn: z.coerce.number().int().min(0).default(0),
  columnLimit: z.coerce.number().int().min(1).max(200).default(50),
});
