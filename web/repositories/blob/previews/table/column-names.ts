import { useTranslation } from "react-i18next";
import type { ColumnType, TableColumn, TableFilter } from "#contract/repositories/table.ts";

/** What a column is called; one without a name goes by its number. */
export function useColumnName(): (column: Pick<TableColumn, "index" | "name">) => string {
  const { t } = useTranslation("previews-table");
  return ({ index, name }) => (name.trim() === "" ? t("unnamed", { number: index + 1 }) : name);
}

type Operator = TableFilter["operator"];

const ORDERED: readonly Operator[] = ["eq", "ne", "ge", "gt", "le", "lt", "empty", "filled"];
const WRITTEN: readonly Operator[] = ["contains", "eq", "ne", "empty", "filled"];

/** How a column can be filtered, by what it holds. */
export const OPERATORS: Readonly<Record<ColumnType, readonly Operator[]>> = {
  integer: ORDERED,
  number: ORDERED,
  date: ORDERED,
  time: ORDERED,
  timestamp: ORDERED,
  boolean: ["eq", "empty", "filled"],
  text: WRITTEN,
  list: ["contains", "empty", "filled"],
  object: ["contains", "empty", "filled"],
  binary: ["empty", "filled"],
  image: ["empty", "filled"],
  audio: ["empty", "filled"],
};

export function takesValue(operator: Operator): boolean {
  return operator !== "empty" && operator !== "filled";
}

export function isNumeric(type: ColumnType): boolean {
  return type === "integer" || type === "number";
}

export function isBytes(type: ColumnType): boolean {
  return type === "binary" || type === "image" || type === "audio";
}
