import { readSafe } from "./find-zip-end.ts";
import type { ZipEntry } from "./zip-entry.ts";
import { broken, ZipError } from "./zip-error.ts";

const CENTRAL_HEADER = 0x0201_4b50;
const CENTRAL_HEADER_BYTES = 46;
const ZIP64_EXTRA = 0x0001;
const UTF8_FLAG = 0x800;
/** In a 32-bit field: the value is in the zip64 extra field. */
const ELSEWHERE = 0xffff_ffff;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The headers of a central directory, one after the other until its last byte. */
export function parseZipEntries(
  directory: Buffer,
  { prefixBytes, limit }: { prefixBytes: number; limit: number },
): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at < directory.length;) {
    if (entries.length === limit) {
      throw new ZipError("too-large", `The archive has more than ${limit} entries`);
    }
    const header = headerAt(directory, at);
    entries.push(parseEntry(header, prefixBytes));
    at += header.length;
  }
  return entries;
}

function headerAt(directory: Buffer, at: number): Buffer {
  const fixed = directory.subarray(at, at + CENTRAL_HEADER_BYTES);
  if (fixed.length < CENTRAL_HEADER_BYTES || fixed.readUInt32LE(0) !== CENTRAL_HEADER) {
    throw broken(`There is no entry at byte ${at} of the central directory`);
  }
  const variableBytes = fixed.readUInt16LE(28) + fixed.readUInt16LE(30) + fixed.readUInt16LE(32);
  const header = directory.subarray(at, at + CENTRAL_HEADER_BYTES + variableBytes);
  if (header.length < CENTRAL_HEADER_BYTES + variableBytes) {
    throw broken("The last entry of the central directory is cut off");
  }
  return header;
}

function parseEntry(header: Buffer, prefixBytes: number): ZipEntry {
  const flags = header.readUInt16LE(8);
  const nameEnd = CENTRAL_HEADER_BYTES + header.readUInt16LE(28);
  const name = decodeName(header.subarray(CENTRAL_HEADER_BYTES, nameEnd), flags);
  const short = {
    sizeBytes: header.readUInt32LE(24),
    compressedBytes: header.readUInt32LE(20),
    localHeaderOffset: header.readUInt32LE(42),
  };
  const isZip64 = Object.values(short).includes(ELSEWHERE);
  const extra = header.subarray(nameEnd, nameEnd + header.readUInt16LE(30));
  const places = isZip64 ? { ...short, ...longNumbers(short, extra) } : short;
  return {
    name,
    ...places,
    localHeaderOffset: places.localHeaderOffset + prefixBytes,
    method: header.readUInt16LE(10),
    flags,
    crc32: header.readUInt32LE(16),
    isZip64,
  };
}

/** APPNOTE 4.5.3: only the numbers that did not fit stand in the extra field, in this order. */
function longNumbers<Name extends string>(
  short: Record<Name, number>,
  extra: Buffer,
): Partial<Record<Name, number>> {
  const field = findExtra(extra, ZIP64_EXTRA);
  const numbers: Partial<Record<Name, number>> = {};
  let at = 0;
  for (const name of Object.keys(short) as Name[]) {
    if (short[name] !== ELSEWHERE) continue;
    if (at + 8 > field.length) throw broken("A zip64 number is missing");
    numbers[name] = readSafe(field, at);
    at += 8;
  }
  return numbers;
}

function findExtra(extra: Buffer, id: number): Buffer {
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length) break;
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  throw broken("The zip64 numbers of an entry are missing");
}

/** UTF-8 where the archive says so or the bytes are it; otherwise byte by byte, so none is lost. */
function decodeName(bytes: Buffer, flags: number): string {
  try {
    return utf8.decode(bytes);
  } catch {
    if ((flags & UTF8_FLAG) !== 0) throw broken("A name is not the UTF-8 it claims to be");
    return bytes.toString("latin1");
  }
}
