import type { RandomAccess } from "../random-access.ts";
import { findZipEnd, type ZipEnd } from "./find-zip-end.ts";
import { parseZipEntries } from "./parse-zip-entries.ts";
import type { ZipDirectory, ZipEntry } from "./zip-entry.ts";
import { broken, ZipError } from "./zip-error.ts";

export type ZipLimits = {
  /** More entries are refused, before they are read where the archive says their number. */
  entries: number;
  /** A larger central directory is refused before it is read. */
  directoryBytes: number;
  /** Entries that share bytes are refused unless this is set: who reads them bounds the bytes. */
  mayOverlap?: boolean;
};

const LOCAL_HEADER_BYTES = 30;

/**
 * Reads the central directory of a zip archive (APPNOTE 6.3.10, zip64 included). Reads no more than
 * the last 64 KiB and the directory itself. Every offset in the answer lies inside the file.
 * @throws {ZipError} for what is no zip, contradicts itself or goes beyond the limits.
 */
export async function readZipDirectory(
  file: RandomAccess,
  limits: ZipLimits,
): Promise<ZipDirectory> {
  const end = await findZipEnd(file);
  if (end.entryCount > limits.entries) {
    throw new ZipError("too-large", `The archive claims ${end.entryCount} entries`);
  }
  if (end.directoryBytes > limits.directoryBytes) {
    throw new ZipError("too-large", `Its directory claims ${end.directoryBytes} bytes`);
  }
  const start = end.startsAt - end.directoryBytes;
  const prefixBytes = start - end.directoryOffset;
  if (start < 0 || prefixBytes < 0) throw broken("The central directory lies outside the file");
  const directory = await file.read(start, end.startsAt);
  const entries = parseZipEntries(directory, { prefixBytes, limit: limits.entries });
  checkCount(end, entries.length);
  checkPlaces(entries, start, limits.mayOverlap === true);
  return { entries, prefixBytes, trailingBytes: end.trailingBytes };
}

function checkCount({ entryCount, isCountShort }: ZipEnd, found: number): void {
  if (entryCount !== (isCountShort ? found % 0x1_0000 : found)) {
    throw broken(`The archive claims ${entryCount} entries and has ${found}`);
  }
}

/** Every entry lies before the directory, and no two share a byte unless they may. */
function checkPlaces(entries: ZipEntry[], directoryStart: number, mayOverlap: boolean): void {
  const places = entries
    .map(({ name, localHeaderOffset, compressedBytes }) => ({
      name,
      start: localHeaderOffset,
      end: localHeaderOffset + LOCAL_HEADER_BYTES + compressedBytes,
    }))
    .toSorted((a, b) => a.start - b.start);
  let taken = 0;
  for (const { name, start, end } of places) {
    if (end > directoryStart) throw broken(`The entry ${JSON.stringify(name)} is cut off`);
    if (start < taken && !mayOverlap) {
      throw new ZipError("overlapping", `${JSON.stringify(name)} shares bytes with another entry`);
    }
    taken = Math.max(taken, end);
  }
}
