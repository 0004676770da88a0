import { MOST_COLUMNS, type TableColumn, type TableFormat } from "../table.ts";
import { DelimitedScanner } from "./delimited-scanner.ts";
import { detectEncoding, Narrower, type TextEncoding, textDecoder } from "./encoding.ts";
import { inferColumns, type SampleRow } from "./infer-columns.ts";
import { findJsonColumns } from "./json-columns.ts";
import { dialectOf, type RecordShape } from "./records.ts";

/** Rows that the columns and their types are found from. */
const SAMPLE_ROWS = 1000;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const DELIMITERS = [",", "\t", ";", "|"] as const;
/** Rows that are counted to find the delimiter. */
const PROBE_ROWS = 100;

/** A text file as a table: how it is read, and what its beginning shows of its columns. */
export type TextTable = RecordShape & {
  encoding: TextEncoding;
  /** The byte where the first row begins, behind the mark and the header. */
  firstRowAt: number;
};

type Head = { bytes: Uint8Array; isWhole: boolean };

/** Finds out how a text file is read. @param name its name: `.tsv` speaks for tabs. */
export function findTextShape(
  head: Head,
  { format, name }: { format: Exclude<TableFormat, "parquet">; name: string },
): TextTable {
  const encoding = detectEncoding(head.bytes);
  const narrow = new Narrower(encoding).narrow(head.bytes.subarray(encoding.markBytes));
  if (format === "jsonl") {
    const { columns, isBare } = findJsonColumns(narrow, {
      ...head,
      decoder: textDecoder(encoding),
    });
    const text = {
      encoding: encoding.label,
      delimiter: null,
      hasHeader: false,
      terminator: LINE_FEED,
    };
    return { text, columns, isBare, encoding, firstRowAt: encoding.markBytes };
  }
  const hasLineFeed = narrow.includes(LINE_FEED);
  const isOld = !hasLineFeed && narrow.includes(CARRIAGE_RETURN);
  const terminator = isOld ? CARRIAGE_RETURN : LINE_FEED;
  const delimiter = findDelimiter(narrow, { terminator, isTabs: /\.tsv$/i.test(name) });
  const sample = sampleRows(narrow, { ...head, terminator, delimiter, encoding });
  const { columns, hasHeader } = inferColumns(sample.map(({ cells }) => cells));
  const headerBytes = hasHeader ? rawBytes(narrow, sample[0]?.end ?? 0, encoding) : 0;
  return {
    text: { encoding: encoding.label, delimiter, hasHeader, terminator },
    columns: columns satisfies TableColumn[],
    isBare: false,
    encoding,
    firstRowAt: encoding.markBytes + headerBytes,
  };
}

/** How many bytes of the file the beginning of its narrow bytes are. */
function rawBytes(narrow: Uint8Array, end: number, { label }: TextEncoding): number {
  if (label !== "utf-16le" && label !== "utf-16be") return end;
  return 2 * Buffer.from(narrow.subarray(0, end)).toString().length;
}

/** The delimiter by which most rows have the same number of cells, more than one. */
function findDelimiter(
  narrow: Uint8Array,
  { terminator, isTabs }: { terminator: number; isTabs: boolean },
): string {
  const candidates = isTabs ? ["\t", ...DELIMITERS.filter((one) => one !== "\t")] : DELIMITERS;
  let best = { delimiter: candidates[0] ?? ",", score: 0 };
  for (const delimiter of candidates) {
    const score = scoreOf(countCells(narrow, { terminator, delimiter }));
    if (score > best.score * 1.01) best = { delimiter, score };
    if (isTabs && score > 0 && delimiter === "\t") break;
  }
  return best.delimiter;
}

function scoreOf(counts: readonly number[]): number {
  const often = new Map<number, number>();
  for (const count of counts) often.set(count, (often.get(count) ?? 0) + 1);
  let score = 0;
  for (const [count, times] of often) {
    if (count === 1) continue;
    score = Math.max(score, (times / counts.length) * (1 + Math.log10(count) / 2));
  }
  return score;
}

function countCells(
  narrow: Uint8Array,
  { terminator, delimiter }: { terminator: number; delimiter: string },
): number[] {
  const counts: number[] = [];
  const scanner = new DelimitedScanner(dialectOf({ terminator }, delimiter), ({ count }) => {
    counts.push(count);
    return counts.length < PROBE_ROWS;
  });
  const goesOn = scanner.push(narrow);
  if (goesOn && counts.length === 0) scanner.finish();
  return counts;
}

type Sampling = Head & { terminator: number; delimiter: string; encoding: TextEncoding };

/** The first rows. One that the head cuts is left out, unless it is all there is. */
function sampleRows(narrow: Uint8Array, sampling: Sampling): (SampleRow & { end: number })[] {
  const rows: (SampleRow & { end: number })[] = [];
  const decoder = textDecoder(sampling.encoding);
  const scanner = new DelimitedScanner(dialectOf(sampling, sampling.delimiter), (row) => {
    const cells = Array.from({ length: Math.min(row.count, MOST_COLUMNS) }, (_, index) => {
      const { bytes, isQuoted } = row.cell(index);
      return bytes.length === 0 && !isQuoted ? null : decoder.decode(bytes);
    });
    rows.push({ cells, end: row.end });
    return rows.length < SAMPLE_ROWS;
  });
  const goesOn = scanner.push(narrow);
  if (goesOn && (sampling.isWhole || rows.length === 0)) scanner.finish();
  return rows;
}
