import type { SchemaElement, SchemaTree } from "hyparquet";
import { isText } from "./columns.ts";
import { formatDate, formatDecimal, formatFloat, formatTime, formatTimestamp } from "./numbers.ts";

/** A value of a column as text, exactly; null where there is none. Nested values are JSON. */
export function formatValue(value: unknown, node: SchemaTree): string | null {
  if (value === null || value === undefined) return null;
  const isLeaf = node.children.length === 0 && node.element.repetition_type !== "REPEATED";
  return isLeaf ? formatLeaf(value, node.element) : formatJson(value, node);
}

function formatLeaf(value: unknown, element: SchemaElement): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (isDecimal(element)) return formatDecimal(toInteger(value), scaleOf(element));
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  const unit = timeUnit(element);
  if (element.type === "INT96") return formatTimestamp(toInteger(value), "NANOS");
  if (isOf(element, "DATE")) return formatDate(toInteger(value));
  if (unit && isTimeOfDay(element)) return formatTime(toInteger(value), unit);
  if (unit) {
    const isUtc =
      element.logical_type?.type === "TIMESTAMP" && element.logical_type.isAdjustedToUTC;
    return formatTimestamp(toInteger(value), unit) + (isUtc ? "+00" : "");
  }
  if (typeof value === "number" && isFloat(element)) {
    return formatFloat(element.type === "FLOAT" ? shortestSingle(value) : value);
  }
  return typeof value === "bigint" || typeof value === "number" ? String(value) : toJson(value);
}

function formatJson(value: unknown, node: SchemaTree): string {
  if (value === null || value === undefined) return "null";
  const { element, children } = node;
  if (Array.isArray(value)) {
    const inner = elementOf(node);
    return `[${value.map((item) => formatJson(item, inner)).join(",")}]`;
  }
  if (children.length === 0) return formatJsonLeaf(value, element);
  if (typeof value !== "object") return toJson(value);
  const mapValue = children[0]?.children[1];
  const isMap = element.converted_type === "MAP" || element.converted_type === "MAP_KEY_VALUE";
  const members = Object.entries(value).map(([name, member]) => {
    const child = isMap ? mapValue : children.find(({ element }) => element.name === name);
    return `${JSON.stringify(name)}:${child ? formatJson(member, child) : toJson(member)}`;
  });
  return `{${members.join(",")}}`;
}

/** What the values of a list are: the member of its repeated group, or the repeated thing itself. */
function elementOf(node: SchemaTree): SchemaTree {
  const isList =
    node.element.converted_type === "LIST" || node.element.logical_type?.type === "LIST";
  if (!isList) return { ...node, element: { ...node.element, repetition_type: "REQUIRED" } };
  const repeated = node.children[0] ?? node;
  const [only] = repeated.children;
  return repeated.children.length === 1 && only ? only : elementOf(repeated);
}

function formatJsonLeaf(value: unknown, element: SchemaElement): string {
  const text = formatLeaf(value, element);
  const isBare =
    typeof value === "boolean" || (isNumeric(value, element) && !/[a-z]{2}/i.test(text));
  return isBare ? text : JSON.stringify(text);
}

function isNumeric(value: unknown, element: SchemaElement): boolean {
  const isNumber = typeof value === "number" || typeof value === "bigint" || isDecimal(element);
  const isMoment = timeUnit(element) !== undefined || isOf(element, "DATE");
  return isNumber && !isMoment && element.type !== "INT96";
}

/** What no schema describes, such as a VARIANT. */
function toJson(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === "bigint") return String(member);
    return member instanceof Uint8Array ? `<${member.length} bytes>` : member;
  });
  return text ?? "null";
}

function isOf({ converted_type: converted, logical_type: logical }: SchemaElement, type: string) {
  return logical?.type === type || (converted?.startsWith(type) ?? false);
}

function isTimeOfDay({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  if (logical !== undefined) return logical.type === "TIME";
  return converted === "TIME_MILLIS" || converted === "TIME_MICROS";
}

function isDecimal(element: SchemaElement): boolean {
  return isOf(element, "DECIMAL");
}

function scaleOf({ scale, logical_type: logical }: SchemaElement): number {
  return (logical?.type === "DECIMAL" ? logical.scale : scale) ?? 0;
}

function isFloat({ type, logical_type: logical }: SchemaElement): boolean {
  return type === "FLOAT" || type === "DOUBLE" || logical?.type === "FLOAT16";
}

function timeUnit({ logical_type: logical, converted_type: converted }: SchemaElement) {
  if (logical?.type === "TIMESTAMP" || logical?.type === "TIME") return logical.unit;
  if (converted?.endsWith("_MILLIS")) return "MILLIS";
  return converted?.endsWith("_MICROS") ? "MICROS" : undefined;
}

function toInteger(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return BigInt(Math.trunc(value));
  if (!(value instanceof Uint8Array) || value.length === 0) return 0n;
  return BigInt.asIntN(value.length * 8, BigInt(`0x${Buffer.from(value).toString("hex")}`));
}

/** The shortest number that is the same in single precision. */
function shortestSingle(value: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}

/** The element as it is handed to the decoder: what it would round or refuse stays as it is. */
export function withoutRounding(element: SchemaElement): SchemaElement {
  const { converted_type: converted, logical_type: logical, ...bare } = element;
  if (element.type === undefined) return element;
  if (isText(element) && element.type === "BYTE_ARRAY") return { ...bare, converted_type: "UTF8" };
  const isRaw = isDecimal(element) || converted === "BSON" || converted === "INTERVAL";
  return isRaw || logical?.type === "TIMESTAMP" ? bare : element;
}
