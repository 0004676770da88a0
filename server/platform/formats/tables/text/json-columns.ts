import { type ColumnType, MOST_COLUMNS, type TableColumn } from "../table.ts";
import { typeOfValue, widen } from "./infer-type.ts";
import { LineScanner } from "./line-scanner.ts";
import { isJson, parseObject } from "./records.ts";

const SAMPLE_LINES = 1000;

/**
 * The columns of JSON Lines: the keys of its first objects, in the order in which they come. Where
 * the first lines are no objects, each line is one value.
 */
export function findJsonColumns(
  narrow: Uint8Array,
  { isWhole, decoder }: { isWhole: boolean; decoder: TextDecoder },
): { columns: TableColumn[]; isBare: boolean } {
  const types = new Map<string, ColumnType | undefined>();
  let lines = 0;
  let objects = 0;
  let bare = 0;
  const scanner = new LineScanner(({ bytes }) => {
    lines += 1;
    const text = bytes === undefined ? "" : decoder.decode(bytes);
    const members = parseObject(text);
    if (members === undefined) bare += isJson(text) ? 1 : 0;
    else objects += 1;
    for (const { key, raw } of members ?? []) {
      if (!types.has(key) && types.size >= MOST_COLUMNS) continue;
      types.set(key, raw === "null" ? types.get(key) : widen(types.get(key), typeOfJson(raw)));
    }
    return lines < SAMPLE_LINES;
  });
  const goesOn = scanner.push(narrow);
  if (goesOn && (isWhole || lines === 0)) scanner.finish();
  if (objects === 0 && bare > 0) {
    return { columns: [{ index: 0, name: "", type: "text", storedAs: "json" }], isBare: true };
  }
  const columns = [...types].map(([name, type = "text"], index): TableColumn => ({
    index,
    name,
    type,
    storedAs: null,
  }));
  return { columns, isBare: false };
}

/** A string of digits is text in JSON; one that is a date is a date. */
function typeOfJson(raw: string): ColumnType {
  if (raw.startsWith("[")) return "list";
  if (raw.startsWith("{")) return "object";
  if (!raw.startsWith('"')) return typeOfValue(raw);
  const type = typeOfValue(raw.slice(1, -1));
  return type === "date" || type === "timestamp" ? type : "text";
}
