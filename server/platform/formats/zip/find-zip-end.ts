import type { RandomAccess } from "../random-access.ts";
import { broken, ZipError } from "./zip-error.ts";

/** Where the central directory lies: the end records of APPNOTE 6.3.10, 4.3.14–4.3.16. */
export type ZipEnd = {
  entryCount: number;
  /** The count was written in 16 bits, which writers without zip64 let overflow. */
  isCountShort: boolean;
  directoryBytes: number;
  /** As claimed, counted from the archive's own beginning. */
  directoryOffset: number;
  /** Of the first end record: the central directory ends here. */
  startsAt: number;
  trailingBytes: number;
};

const END = 0x0605_4b50;
const END_BYTES = 22;
const COMMENT_LIMIT = 0xffff;
const LOCATOR = 0x0706_4b50;
const LOCATOR_BYTES = 20;
const ZIP64_END = 0x0606_4b50;
const ZIP64_END_BYTES = 56;

/** @throws {ZipError} `not-a-zip`, `broken` or `unsupported`. */
export async function findZipEnd(file: RandomAccess): Promise<ZipEnd> {
  const tailStart = Math.max(0, file.sizeBytes - END_BYTES - COMMENT_LIMIT);
  const tail = await file.read(tailStart, file.sizeBytes);
  const at = findEndRecord(tail);
  if (at === undefined) throw new ZipError("not-a-zip", "No end of a central directory was found");
  const record = tail.subarray(at, at + END_BYTES);
  const offset = tailStart + at;
  const end: ZipEnd = {
    entryCount: record.readUInt16LE(10),
    isCountShort: true,
    directoryBytes: record.readUInt32LE(12),
    directoryOffset: record.readUInt32LE(16),
    startsAt: offset,
    trailingBytes: file.sizeBytes - offset - END_BYTES - record.readUInt16LE(20),
  };
  const zip64 = await readZip64End(file, offset);
  if (zip64 !== undefined) return { ...end, ...zip64 };
  if (record.readUInt16LE(4) !== 0 || record.readUInt16LE(6) !== 0) refuseSplit();
  return end;
}

/** The last record whose comment ends with the file; else the last one whose comment fits. */
function findEndRecord(tail: Buffer): number | undefined {
  let fitting: number | undefined;
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END) continue;
    const after = tail.length - at - END_BYTES - tail.readUInt16LE(at + 20);
    if (after === 0) return at;
    if (after > 0) fitting ??= at;
  }
  return fitting;
}

async function readZip64End(
  file: RandomAccess,
  endOffset: number,
): Promise<Omit<ZipEnd, "trailingBytes"> | undefined> {
  const locator = await file.read(Math.max(0, endOffset - LOCATOR_BYTES), endOffset);
  if (locator.length < LOCATOR_BYTES || locator.readUInt32LE(0) !== LOCATOR) return undefined;
  if (locator.readUInt32LE(4) !== 0 || locator.readUInt32LE(16) > 1) refuseSplit();
  const record = await findZip64Record(file, {
    claimed: readSafe(locator, 8),
    endsAt: endOffset - LOCATOR_BYTES,
  });
  return {
    entryCount: readSafe(record.bytes, 32),
    isCountShort: false,
    directoryBytes: readSafe(record.bytes, 40),
    directoryOffset: readSafe(record.bytes, 48),
    startsAt: record.offset,
  };
}

/** At the place that the locator claims, or right before it when bytes were put in front. */
async function findZip64Record(
  file: RandomAccess,
  { claimed, endsAt }: { claimed: number; endsAt: number },
): Promise<{ bytes: Buffer; offset: number }> {
  for (const offset of [claimed, endsAt - ZIP64_END_BYTES]) {
    if (offset < 0 || offset + ZIP64_END_BYTES > endsAt) continue;
    const bytes = await file.read(offset, offset + ZIP64_END_BYTES);
    if (bytes.readUInt32LE(0) === ZIP64_END) return { bytes, offset };
  }
  throw broken("The zip64 end record is not where it should be");
}

function refuseSplit(): never {
  throw new ZipError("unsupported", "The archive is split over several files");
}

/** @throws {ZipError} `broken` for a number beyond 2⁵³, which no file can hold. */
export function readSafe(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > Number.MAX_SAFE_INTEGER) throw broken("A number is beyond the size of any file");
  return Number(value);
}
