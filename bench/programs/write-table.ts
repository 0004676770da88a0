/** Writes a table of about so many bytes as CSV or Parquet: numbers, hashes, words and moments. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";

export type WriteTableInput = { path: string; format: "csv" | "parquet"; sizeBytes: number };
export type WriteTableOutput = { sizeBytes: number };

/** As libraries write them by default: large row groups, no index of the pages. */
const GROUP_ROWS = 500_000;
const BLOCK_ROWS = 20_000;
const START_SECONDS = 1_577_836_800;

const input = JSON.parse(process.argv[2] ?? "") as WriteTableInput;
await (input.format === "csv" ? writeCsv() : writeParquet());
const { size: sizeBytes } = await stat(input.path);
process.stdout.write(JSON.stringify({ sizeBytes } satisfies WriteTableOutput));

function hashOf(row: number): string {
  return createHash("sha1").update(String(row)).digest("hex");
}

function momentOf(row: number): Date {
  return new Date((START_SECONDS + row) * 1000);
}

async function writeCsv(): Promise<void> {
  await pipeline(Readable.from(csvBlocks()), createWriteStream(input.path));
}

function* csvBlocks(): Generator<string> {
  yield "id,value,hash,text,label,at\n";
  let written = 0;
  for (let row = 0; written < input.sizeBytes; row += BLOCK_ROWS) {
    let block = "";
    for (let one = row; one < row + BLOCK_ROWS; one++) {
      const text = one % 5 === 0 ? `"said ""${one % 1000}"", then left"` : `number ${one % 1000}`;
      const moment = momentOf(one).toISOString().slice(0, 19);
      block += `${one},${one / 7},${hashOf(one)},${text},${one % 7},${moment}\n`;
    }
    written += block.length;
    yield block;
  }
}

async function writeParquet(): Promise<void> {
  const writer = fileWriter(input.path);
  const schema = schemaFromColumnData({ columnData: columnsFrom(0, 1) });
  const parquet = new ParquetWriter({ writer, schema });
  for (let row = 0; writer.offset < input.sizeBytes; row += GROUP_ROWS) {
    await parquet.write({ columnData: columnsFrom(row, GROUP_ROWS), rowGroupSize: GROUP_ROWS });
  }
  await parquet.finish();
}

function columnsFrom(first: number, count: number) {
  const rows = Array.from({ length: count }, (_, index) => first + index);
  const offsetIndex = false;
  return [
    { name: "id", data: rows.map(BigInt), type: "INT64" as const, offsetIndex },
    { name: "value", data: rows.map((row) => row / 7), type: "DOUBLE" as const, offsetIndex },
    { name: "hash", data: rows.map(hashOf), type: "STRING" as const, offsetIndex },
    {
      name: "text",
      data: rows.map((row) => `${hashOf(row + 1)} said number ${row % 1000}, then left for good`),
      type: "STRING" as const,
      offsetIndex,
    },
    { name: "label", data: rows.map((row) => row % 7), type: "INT32" as const, offsetIndex },
    { name: "at", data: rows.map(momentOf), type: "TIMESTAMP" as const, offsetIndex },
  ];
}
