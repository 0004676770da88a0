import type { ColumnType, TableColumn } from "../table.ts";
import { CELL_CHARACTERS } from "../table.ts";
import { FilterError } from "./filter-error.ts";
import type { ColumnWindow, Filter, QuerySource, Selection, Sorting } from "./protocol.ts";

/** A statement with its values, which are never part of its text; nor are names of columns. */
export type Statement = { sql: string; values: string[] };

/** Columns that are looked through when somebody searches. */
const SEARCHED_COLUMNS = 200;
const LAZY: ReadonlySet<ColumnType> = new Set(["binary", "image", "audio"]);
const NESTED: ReadonlySet<ColumnType> = new Set(["list", "object"]);

/** The type in which values of a column are compared; the others are compared as text. */
const COMPARED_AS: Partial<Record<ColumnType, string>> = {
  integer: "HUGEINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  date: "TIMESTAMP",
  timestamp: "TIMESTAMP",
  time: "TIME",
};

const SYMBOLS = { eq: "=", ne: "<>", lt: "<", le: "<=", gt: ">", ge: ">=" } as const;

/**
 * The table in which column `n` of the file is `c<n>`, whatever its name, with the row's number as
 * `row_number` and its place as `row_at`.
 */
export function fromClause({ kind, path, columns }: QuerySource): string {
  if (kind === "prepared") {
    return "(SELECT rowid AS row_number, row_at, * EXCLUDE (row_at) FROM prepared)";
  }
  const names = columns.map(({ index }) => `c${index}`).join(", ");
  const file = `read_parquet(${quote(path)}, file_row_number = true, hive_partitioning = false)`;
  return `(SELECT *, row_number AS row_at FROM ${file} AS file(${names}, row_number))`;
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A page of rows: number, place, and for each column its beginning and its length in bytes. */
export function pageStatement(
  source: QuerySource,
  query: {
    selection: Selection;
    sorting: Sorting | null;
    offset: number;
    limit: number;
    columns: ColumnWindow;
  },
): Statement {
  const { where, values } = whereClause(source, query.selection);
  const shown = windowOf(source, query.columns).map((column) => {
    if (LAZY.has(column.type)) return "NULL, NULL";
    const text = textOf(source, column);
    return `left(${text}, ${CELL_CHARACTERS + 1}), strlen(${text})`;
  });
  const sql = `SELECT ${["row_number", "row_at", ...shown].join(", ")} FROM ${fromClause(source)}
    ${where} ${orderClause(source, query.sorting)}
    LIMIT ${Math.trunc(query.limit)} OFFSET ${Math.trunc(query.offset)}`;
  return { sql, values };
}

export function windowOf(source: QuerySource, { start, end }: ColumnWindow): TableColumn[] {
  return source.columns.slice(start, end);
}

export function countStatement(source: QuerySource, selection: Selection): Statement {
  const { where, values } = whereClause(source, selection);
  return { sql: `SELECT count(*) FROM ${fromClause(source)} ${where}`, values };
}

function orderClause(source: QuerySource, sorting: Sorting | null): string {
  if (sorting === null) return "ORDER BY row_number";
  const column = columnOf(source, sorting.column);
  if (isLazy(column)) throw new FilterError("Rows cannot be sorted by bytes");
  const direction = sorting.isDescending ? "DESC" : "ASC";
  return `ORDER BY ${valueOf(source, column)} ${direction} NULLS LAST, row_number`;
}

function whereClause(source: QuerySource, { filters, search }: Selection) {
  const values: string[] = [];
  const bind = (value: string) => `$${values.push(value)}`;
  const conditions = filters.map((filter) => conditionOf(source, filter, bind));
  if (search !== "") {
    const needle = `lower(${bind(search)})`;
    const searched = source.columns.filter((column) => !isLazy(column)).slice(0, SEARCHED_COLUMNS);
    const any = searched.map((column) => `contains(lower(${textOf(source, column)}), ${needle})`);
    conditions.push(`(${any.length === 0 ? "false" : any.join(" OR ")})`);
  }
  return { where: conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`, values };
}

function conditionOf(
  source: QuerySource,
  { column: index, operator, value }: Filter,
  bind: (value: string) => string,
): string {
  const column = columnOf(source, index);
  if (operator === "empty") return `c${index} IS NULL`;
  if (operator === "filled") return `c${index} IS NOT NULL`;
  if (isLazy(column)) throw new FilterError("Bytes can only be empty or filled");
  const text = textOf(source, column);
  if (operator === "contains") return `contains(lower(${text}), lower(${bind(value)}))`;
  const compared = COMPARED_AS[column.type];
  if (compared === undefined) return `${text} ${SYMBOLS[operator]} ${bind(value)}`;
  checkValue(column, value);
  const isWhole = column.type !== "integer" || /^\s*[+-]?\d+\s*$/.test(value);
  const type = isWhole ? compared : "DOUBLE";
  const left = `TRY_CAST(c${index} AS ${type})`;
  return `${left} ${SYMBOLS[operator]} CAST(${bind(value.trim())} AS ${type})`;
}

const VALUES: Partial<Record<ColumnType, RegExp>> = {
  integer: /^[+-]?(\d{1,38}|\d*\.\d+)$/,
  number: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i,
  boolean: /^(true|false)$/i,
  date: /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/,
  timestamp: /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}(:?\d{2})?)?$/,
  time: /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/,
};

function checkValue({ type }: TableColumn, value: string): void {
  if (VALUES[type]?.test(value.trim())) return;
  throw new FilterError(
    `"${value.slice(0, 100)}" cannot be compared with a column of type ${type}`,
  );
}

function columnOf({ columns }: QuerySource, index: number): TableColumn {
  const column = columns[index];
  if (column === undefined) throw new FilterError(`There is no column ${index}`);
  return column;
}

export function isLazy({ type }: TableColumn): boolean {
  return LAZY.has(type);
}

/** The value as it is sorted and measured: in its own type. */
export function valueOf({ kind }: QuerySource, column: TableColumn): string {
  const compared = COMPARED_AS[column.type];
  if (kind === "prepared" && compared) return `TRY_CAST(c${column.index} AS ${compared})`;
  return NESTED.has(column.type)
    ? `CAST(to_json(c${column.index}) AS VARCHAR)`
    : `c${column.index}`;
}

/** The value as it is shown and searched. */
export function textOf({ kind }: QuerySource, { index, type }: TableColumn): string {
  if (kind === "prepared" || type === "text")
    return kind === "prepared" ? `c${index}` : `CAST(c${index} AS VARCHAR)`;
  return NESTED.has(type) ? `CAST(to_json(c${index}) AS VARCHAR)` : `CAST(c${index} AS VARCHAR)`;
}
