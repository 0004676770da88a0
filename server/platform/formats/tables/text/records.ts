import type { RowNote, TableColumn, TextShape } from "../table.ts";
import { DelimitedScanner, type Dialect, type ScannedRow } from "./delimited-scanner.ts";
import { textDecoder, type TextEncoding } from "./encoding.ts";
import { LineScanner, type ScannedLine } from "./line-scanner.ts";
import { cellText, type Member, splitObject } from "./split-object.ts";

/** A value: its text as far as it is kept, and how many bytes it has in all. */
export type Value = { text: string; sizeBytes: number };

/** A row of a text file while its sink looks at it: the next one takes its place. */
export type TextRecord = {
  /** First byte, and the one after its end, counted from where the scan began. */
  start: number;
  end: number;
  note: RowNote | null;
  /** The row as it stands in the file, where each of its cells is a column and none is unusual. */
  plain: Uint8Array | undefined;
  /** The value of a column by its index; null where there is none. */
  value: (column: number) => Value | null;
  /** Keys of a JSON object that are no columns. */
  otherKeys: number;
};

/** @returns false to stop. */
export type RecordSink = (record: TextRecord) => boolean;

export type RecordScanner = { push: (chunk: Uint8Array) => boolean; finish: () => void };

export type RecordShape = {
  text: TextShape & { terminator: number };
  columns: readonly TableColumn[];
  /** Each line of JSON is a value of the only column. */
  isBare: boolean;
};

/** Finds the records of narrow bytes of a text file whose shape is known. */
export function scanRecords(shape: RecordShape, sink: RecordSink): RecordScanner {
  const { delimiter, encoding } = shape.text;
  const decoder = textDecoder({ label: encoding, markBytes: 0 } as TextEncoding);
  if (delimiter === null) {
    const indexes = new Map(shape.columns.map(({ name, index }) => [name, index]));
    const read = shape.isBare ? readBareLine : (text: string) => readObject(text, indexes);
    return new LineScanner((line) => sink(recordOfLine(line, decoder, read)));
  }
  return new DelimitedScanner(dialectOf(shape.text, delimiter), (row) =>
    sink(recordOfRow(row, decoder, shape.columns.length)),
  );
}

export function dialectOf({ terminator }: { terminator: number }, delimiter: string): Dialect {
  return { delimiter: delimiter.charCodeAt(0), terminator };
}

function recordOfRow(row: ScannedRow, decoder: TextDecoder, columns: number): TextRecord {
  const { start, end, count } = row;
  return {
    start,
    end,
    note: count === columns ? null : count > columns ? "extra-cells" : "missing-cells",
    plain: count === columns ? row.plain : undefined,
    otherKeys: 0,
    value(column) {
      if (column >= count) return null;
      const { bytes, sizeBytes, isQuoted } = row.cell(column);
      if (sizeBytes === 0 && !isQuoted) return null;
      return { text: decoder.decode(bytes), sizeBytes };
    },
  };
}

type ReadLine = (text: string) => { raws: Map<number, string>; otherKeys: number } | undefined;

function recordOfLine(line: ScannedLine, decoder: TextDecoder, read: ReadLine): TextRecord {
  const { start, end, bytes } = line;
  const found = bytes && read(decoder.decode(bytes));
  return {
    start,
    end,
    note: found ? null : "broken",
    plain: undefined,
    otherKeys: found?.otherKeys ?? 0,
    value(column) {
      const raw = found?.raws.get(column);
      const text = raw === undefined ? null : cellText(raw);
      return text === null ? null : { text, sizeBytes: Buffer.byteLength(text) };
    },
  };
}

function readBareLine(text: string): ReturnType<ReadLine> {
  if (!isJson(text)) return undefined;
  return { raws: new Map([[0, text.trim()]]), otherKeys: 0 };
}

function readObject(text: string, indexes: ReadonlyMap<string, number>): ReturnType<ReadLine> {
  const members = parseObject(text);
  if (members === undefined) return undefined;
  const raws = new Map<number, string>();
  let otherKeys = 0;
  for (const { key, raw } of members) {
    const index = indexes.get(key);
    if (index === undefined) otherKeys += 1;
    else raws.set(index, raw);
  }
  return { raws, otherKeys };
}

/** @returns undefined when the text is no JSON object. */
export function parseObject(text: string): Member[] | undefined {
  return isJson(text) ? splitObject(text) : undefined;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
