import type { ColumnType, TableColumn } from "../table.ts";
import { typeOfValue, widen } from "./infer-type.ts";

export type SampleRow = { cells: (string | null)[] };

/** Names of columns are shown up to so many characters. */
const NAME_CHARACTERS = 500;

/** The columns of delimited text by its first rows, and whether the first of them names them. */
export function inferColumns(rows: readonly (readonly (string | null)[])[]): {
  columns: TableColumn[];
  hasHeader: boolean;
} {
  const [first = [], ...others] = rows;
  const hasHeader = rows.length > 0 && isHeader(first);
  const values = hasHeader ? others : rows;
  const count = countColumns(
    values.map((row) => row.length),
    hasHeader ? first.length : 0,
  );
  const columns = Array.from({ length: count }, (_, index): TableColumn => {
    const name = hasHeader ? (first[index] ?? "") : "";
    const type = typeOfColumn(values, index);
    return { index, name: name.slice(0, NAME_CHARACTERS), type, storedAs: null };
  });
  return { columns, hasHeader };
}

/** Names are words: no numbers or dates, none twice; the first may be empty, as of an index. */
function isHeader(cells: readonly (string | null)[]): boolean {
  const named = cells.slice(1).every((cell) => cell !== null && cell.trim() !== "");
  const areWords = cells.every((cell) => cell === null || typeOfValue(cell.trim()) === "text");
  return named && areWords && new Set(cells).size === cells.length;
}

/** As many as there are names, unless most rows have more cells. */
function countColumns(counts: readonly number[], named: number): number {
  const longer = counts.filter((count) => count > named);
  return longer.length * 2 > counts.length ? mostFrequent(longer) : named;
}

function mostFrequent(counts: readonly number[]): number {
  const often = new Map<number, number>();
  let best = 0;
  for (const count of counts) {
    often.set(count, (often.get(count) ?? 0) + 1);
    const [times, most] = [often.get(count) ?? 0, often.get(best) ?? 0];
    if (times > most || (times === most && count > best)) best = count;
  }
  return best;
}

function typeOfColumn(rows: readonly (readonly (string | null)[])[], index: number): ColumnType {
  let type: ColumnType | undefined;
  for (const row of rows) {
    const value = row[index];
    if (value === undefined || value === null || value === "") continue;
    type = widen(type, typeOfValue(value.trim()));
    if (type === "text") break;
  }
  return type ?? "text";
}
