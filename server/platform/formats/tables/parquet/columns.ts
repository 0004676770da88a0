import type { FileMetaData, SchemaElement, SchemaTree } from "hyparquet";
import { parquetSchema } from "hyparquet";
import type { ColumnType, TableColumn } from "../table.ts";

/** A column of the table with what is needed to read and show its values. */
export type ParquetColumn = TableColumn & { node: SchemaTree };

const TEXT_TYPES: ReadonlySet<string | undefined> = new Set(["UTF8", "ENUM", "JSON"]);
const TEXT_LOGICAL_TYPES: ReadonlySet<string | undefined> = new Set([
  "STRING",
  "ENUM",
  "JSON",
  "UUID",
]);

/** The columns of a Parquet file, which are the outermost members of its schema. */
export function findColumns(metadata: FileMetaData): ParquetColumn[] {
  const media = findMediaFeatures(metadata);
  return parquetSchema(metadata).children.map((node, index) => {
    const { name } = node.element;
    const type = isMediaStruct(node) ? (media.get(name) ?? guessMedia(name)) : typeOf(node);
    return { index, name, type, storedAs: describe(node), node };
  });
}

/** Whether a leaf holds characters. */
export function isText({ type, converted_type: converted, logical_type: logical }: SchemaElement) {
  return (
    type === "BYTE_ARRAY" && (TEXT_TYPES.has(converted) || TEXT_LOGICAL_TYPES.has(logical?.type))
  );
}

/** Datasets of the hub keep images and audio as a struct of bytes and a path. */
function isMediaStruct({ children, element }: SchemaTree): boolean {
  if (element.repetition_type === "REPEATED" || children.length !== 2) return false;
  const bytes = children.find((child) => child.element.name === "bytes")?.element;
  const path = children.find((child) => child.element.name === "path")?.element;
  return bytes?.type === "BYTE_ARRAY" && !isText(bytes) && path !== undefined && isText(path);
}

/** What the hub's library wrote beside the schema: which columns are images and which audio. */
function findMediaFeatures({ key_value_metadata: pairs = [] }: FileMetaData) {
  const found = new Map<string, ColumnType>();
  const text = pairs.find(({ key }) => key === "huggingface")?.value;
  for (const [name, feature] of Object.entries(featuresIn(text))) {
    const kind = memberOf(feature, "_type");
    if (kind === "Image") found.set(name, "image");
    if (kind === "Audio") found.set(name, "audio");
  }
  return found;
}

function featuresIn(text: string | undefined): object {
  try {
    const features = memberOf(memberOf(JSON.parse(text ?? "{}"), "info"), "features");
    return typeof features === "object" && features !== null ? features : {};
  } catch {
    return {};
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function guessMedia(name: string): ColumnType {
  return /audio|sound|speech|wav|voice/i.test(name) ? "audio" : "image";
}

function typeOf({ element, children }: SchemaTree): ColumnType {
  if (element.repetition_type === "REPEATED") return "list";
  if (children.length > 0) return isList(element) ? "list" : "object";
  return leafType(element);
}

function isList({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === "LIST" || logical?.type === "LIST";
}

const LOGICAL: Readonly<Record<string, ColumnType>> = {
  DATE: "date",
  TIME_MILLIS: "time",
  TIME_MICROS: "time",
  TIME: "time",
  TIMESTAMP_MILLIS: "timestamp",
  TIMESTAMP_MICROS: "timestamp",
  TIMESTAMP: "timestamp",
  DECIMAL: "number",
  FLOAT16: "number",
  UUID: "text",
};

const PHYSICAL: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: "boolean",
  INT32: "integer",
  INT64: "integer",
  INT96: "timestamp",
  FLOAT: "number",
  DOUBLE: "number",
};

function leafType(element: SchemaElement): ColumnType {
  if (isText(element)) return "text";
  const logical = element.logical_type?.type ?? element.converted_type ?? "";
  return LOGICAL[logical] ?? PHYSICAL[element.type ?? ""] ?? "binary";
}

/** As the format itself names it: `INT64 TIMESTAMP(MICROS, UTC)`. */
function describe({ element, children }: SchemaTree): string {
  const { type, type_length: length, converted_type: converted, logical_type: logical } = element;
  if (children.length > 0) return isList(element) ? "LIST" : (converted ?? "STRUCT");
  const physical = type === "FIXED_LEN_BYTE_ARRAY" ? `FIXED(${length})` : (type ?? "");
  if (logical === undefined) return converted ? `${physical} ${converted}` : physical;
  return `${physical} ${describeLogical(logical)}`;
}

function describeLogical(logical: NonNullable<SchemaElement["logical_type"]>): string {
  if (logical.type === "DECIMAL") return `DECIMAL(${logical.precision}, ${logical.scale})`;
  if (logical.type === "INTEGER") return `${logical.isSigned ? "INT" : "UINT"}_${logical.bitWidth}`;
  if (logical.type !== "TIMESTAMP" && logical.type !== "TIME") return logical.type;
  return `${logical.type}(${logical.unit}${logical.isAdjustedToUTC ? ", UTC" : ""})`;
}
