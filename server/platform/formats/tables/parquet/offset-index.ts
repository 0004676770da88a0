import type { Page } from "./pages.ts";

const LIST_FIELD = 0x19;
const STRUCT_TYPE = 0x0c;
const LONG_LIST = 0xf0;
const I64_FIELD = 0x16;
const I32_FIELD = 0x15;
const STOP = 0x00;

/**
 * The offset index that a column chunk would have, had its writer made one: with it the reader
 * fetches only the pages of the rows that are asked for.
 * Source: `OffsetIndex` in parquet.thrift, in Thrift's compact protocol.
 */
export function encodeOffsetIndex(pages: readonly Page[]): Uint8Array {
  const bytes: number[] = [LIST_FIELD, LONG_LIST | STRUCT_TYPE];
  pushVarint(bytes, BigInt(pages.length));
  for (const { offset, sizeBytes, firstRow } of pages) {
    bytes.push(I64_FIELD);
    pushZigZag(bytes, offset);
    bytes.push(I32_FIELD);
    pushZigZag(bytes, sizeBytes);
    bytes.push(I64_FIELD);
    pushZigZag(bytes, firstRow);
    bytes.push(STOP);
  }
  bytes.push(STOP);
  return Uint8Array.from(bytes);
}

function pushZigZag(bytes: number[], value: number): void {
  pushVarint(bytes, BigInt(value) * 2n);
}

function pushVarint(bytes: number[], value: bigint): void {
  let rest = value;
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
}
