import type { ColumnType } from "../table.ts";

const INTEGER = /^[+-]?(?:0|[1-9]\d{0,37})$/;
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const BOOLEAN = /^(?:true|false)$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIMESTAMP =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** From the narrowest on: the first that knows a value names its type. */
const PATTERNS: readonly (readonly [ColumnType, RegExp])[] = [
  ["integer", INTEGER],
  ["number", NUMBER],
  ["boolean", BOOLEAN],
  ["date", DATE],
  ["timestamp", TIMESTAMP],
];

/** Two types whose values are of the second one together. */
const WIDER: readonly (readonly [ColumnType, ColumnType])[] = [
  ["integer", "number"],
  ["date", "timestamp"],
];

/** The narrowest type that one value fits. A number with a leading zero is an identifier: text. */
export function typeOfValue(value: string): ColumnType {
  return PATTERNS.find(([, pattern]) => pattern.test(value))?.[0] ?? "text";
}

/** The type of values of two types. */
export function widen(one: ColumnType | undefined, other: ColumnType): ColumnType {
  if (one === undefined || one === other) return other;
  for (const [narrow, wide] of WIDER) {
    if ((one === narrow && other === wide) || (one === wide && other === narrow)) return wide;
  }
  return "text";
}
