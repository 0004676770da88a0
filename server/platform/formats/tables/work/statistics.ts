import { DuckDBMapValue, type DuckDBValue } from "@duckdb/node-api";
import type { TableColumn } from "../table.ts";
import { type Engine, openSource } from "./engine.ts";
import type { ColumnStatistics, QuerySource, TableStatistics } from "./protocol.ts";
import { fromClause, isLazy, textOf, valueOf } from "./sql.ts";

/** More columns than this are not counted. */
const COUNTED_COLUMNS = 500;
const BATCH = 25;
const BUCKETS = 20;
/** Up to so many different values are counted one by one. */
const FEW_VALUES = 1000;
const TOP_VALUES = 10;
const SHOWN_CHARACTERS = 200;

/** Counts every column of a table, or of its first rows. @param step called as the work goes on. */
export async function countColumns(
  source: QuerySource,
  { sampleRows, step }: { sampleRows: number | null; step: (done: number, total: number) => void },
): Promise<TableStatistics> {
  const engine = await openSource(source);
  try {
    const whole = fromClause(source);
    const from = sampleRows === null ? whole : `(SELECT * FROM ${whole} LIMIT ${sampleRows})`;
    const [row] = await engine.select({ sql: `SELECT count(*) FROM ${from}`, values: [] });
    const rowCount = numberOf(row?.[0]);
    const columns: ColumnStatistics[] = [];
    const counted = source.columns.slice(0, COUNTED_COLUMNS);
    for (let first = 0; first < counted.length; first += BATCH) {
      const batch = counted.slice(first, first + BATCH);
      const counting = { engine, source, from, rowCount };
      columns.push(...(await countBatch(counting, batch)));
      step(first + batch.length, counted.length);
    }
    return { rowCount, columns };
  } finally {
    engine.close();
  }
}

type Counting = { engine: Engine; source: QuerySource; from: string; rowCount: number };

async function countBatch(
  counting: Counting,
  batch: readonly TableColumn[],
): Promise<ColumnStatistics[]> {
  const ranges = await measure(counting, batch);
  const histograms = await countBuckets(counting, ranges);
  const all: ColumnStatistics[] = [];
  for (const range of ranges) {
    const { column, filled, fits, approximate, range: bounds, ...known } = range;
    const few = approximate <= FEW_VALUES && filled > 0 ? await countTop(counting, column) : null;
    const counts = histograms.get(column.index);
    const isCounted = !isLazy(column);
    all.push({
      column: column.index,
      filled,
      empty: isCounted ? counting.rowCount - filled : 0,
      misfits: filled - fits,
      ...known,
      distinct: isCounted
        ? (few?.distinct ?? { count: Math.min(approximate, filled), isExact: false })
        : null,
      histogram: bounds && counts ? { ...bounds, counts } : null,
      top: few?.top ?? null,
    });
  }
  return all;
}

type Range = { of: "values" | "lengths"; from: number; to: number };

type Measured = {
  column: TableColumn;
  filled: number;
  fits: number;
  approximate: number;
  min: string | null;
  max: string | null;
  mean: number | null;
  range: Range | null;
};

const FIGURES = 8;

async function measure(
  { engine, source, from }: Counting,
  batch: readonly TableColumn[],
): Promise<Measured[]> {
  const figures = batch.flatMap((column) => {
    if (isLazy(column)) return Array.from({ length: FIGURES }, () => "NULL");
    const value = valueOf(source, column);
    const size = sizeOf(source, column)?.sql ?? "NULL::DOUBLE";
    const isNumber = column.type === "integer" || column.type === "number";
    const hasOrder = column.type !== "list" && column.type !== "object";
    return [
      `count(c${column.index})`,
      `count(${value})`,
      `approx_count_distinct(c${column.index})`,
      hasOrder ? `left(CAST(min(${value}) AS VARCHAR), ${SHOWN_CHARACTERS})` : "NULL",
      hasOrder ? `left(CAST(max(${value}) AS VARCHAR), ${SHOWN_CHARACTERS})` : "NULL",
      isNumber
        ? `avg(CAST(${value} AS DOUBLE)) FILTER (isfinite(CAST(${value} AS DOUBLE)))`
        : "NULL",
      `min(${size}) FILTER (isfinite(${size}))`,
      `max(${size}) FILTER (isfinite(${size}))`,
    ];
  });
  const [row = []] = await engine.select({
    sql: `SELECT ${figures.join(", ")} FROM ${from}`,
    values: [],
  });
  return batch.map((column, index) => {
    const [filled, fits, approximate, min, max, mean, low, high] = row.slice(index * FIGURES);
    const size = sizeOf(source, column);
    const hasRange = size !== undefined && typeof low === "number" && typeof high === "number";
    return {
      column,
      filled: numberOf(filled),
      fits: numberOf(fits),
      approximate: numberOf(approximate),
      min: textOrNull(min),
      max: textOrNull(max),
      mean: typeof mean === "number" && Number.isFinite(mean) ? mean : null,
      range: hasRange ? { of: size.of, from: low, to: high } : null,
    };
  });
}

/** What a column's histogram is of; moments are seconds since 1970. */
function sizeOf(source: QuerySource, column: TableColumn) {
  const value = valueOf(source, column);
  const isMoment = ["date", "timestamp", "time"].includes(column.type);
  if (column.type === "integer" || column.type === "number") {
    return { of: "values", sql: `CAST(${value} AS DOUBLE)` } as const;
  }
  if (isMoment) return { of: "values", sql: `CAST(epoch(${value}) AS DOUBLE)` } as const;
  if (column.type === "text") {
    return { of: "lengths", sql: `CAST(length(${textOf(source, column)}) AS DOUBLE)` } as const;
  }
  if (column.type !== "list" || source.kind !== "parquet") return undefined;
  return { of: "lengths", sql: `CAST(len(c${column.index}) AS DOUBLE)` } as const;
}

async function countBuckets(
  { engine, source, from }: Counting,
  measured: readonly Measured[],
): Promise<Map<number, number[]>> {
  const ranged = measured.flatMap(({ column, range }) => (range ? [{ column, range }] : []));
  if (ranged.length === 0) return new Map();
  const figures = ranged.map(({ column, range }) => {
    const size = sizeOf(source, column)?.sql ?? "NULL::DOUBLE";
    const buckets = bucketsOf(column, range);
    const width = (range.to - range.from) / buckets || 1;
    const place = `floor((${size} - (${range.from})) / ${width})`;
    const bucket = `CAST(least(${buckets - 1}, greatest(0, ${place})) AS INTEGER)`;
    return `histogram(${bucket}) FILTER (isfinite(${size}))`;
  });
  const [row = []] = await engine.select({
    sql: `SELECT ${figures.join(", ")} FROM ${from}`,
    values: [],
  });
  return new Map(
    ranged.map(({ column, range }, index) => [
      column.index,
      countsOf(row[index], bucketsOf(column, range)),
    ]),
  );
}

/** Whole numbers of a short range have a part each. */
function bucketsOf({ type }: TableColumn, { of, from, to }: Range): number {
  if (from === to) return 1;
  const areWhole = type === "integer" || of === "lengths";
  return areWhole ? Math.min(BUCKETS, to - from + 1) : BUCKETS;
}

function countsOf(value: DuckDBValue | undefined, buckets: number): number[] {
  const counts = Array.from({ length: buckets }, () => 0);
  const entries = value instanceof DuckDBMapValue ? value.entries : [];
  for (const { key, value: count } of entries) counts[numberOf(key)] = numberOf(count);
  return counts;
}

async function countTop({ engine, source, from }: Counting, column: TableColumn) {
  if (isLazy(column)) return null;
  const text = textOf(source, column);
  const rows = await engine.select({
    sql: `SELECT left(${text}, ${SHOWN_CHARACTERS}), count(*) AS times, count(*) OVER ()
      FROM ${from} WHERE c${column.index} IS NOT NULL
      GROUP BY ${text} ORDER BY times DESC, ${text} LIMIT ${TOP_VALUES}`,
    values: [],
  });
  const top = rows.map(([value, count]) => ({
    value: textOrNull(value) ?? "",
    count: numberOf(count),
  }));
  return { distinct: { count: numberOf(rows[0]?.[2]), isExact: true }, top };
}

function numberOf(value: DuckDBValue | undefined): number {
  return typeof value === "bigint" || typeof value === "number" ? Number(value) : 0;
}

function textOrNull(value: DuckDBValue | undefined): string | null {
  return typeof value === "string" ? value.toWellFormed() : null;
}
