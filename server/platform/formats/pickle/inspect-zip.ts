import type { RandomAccess } from "../random-access.ts";
import { sliceOf } from "../slice-of.ts";
import { readZipDirectory } from "../zip/read-zip-directory.ts";
import { findZipEntryBytes, readZipEntry } from "../zip/read-zip-entry.ts";
import type { ZipEntry } from "../zip/zip-entry.ts";
import { ZipError } from "../zip/zip-error.ts";
import { inside, InspectionLimitError, type InspectionProblem, type Part } from "./inspection.ts";

const DIRECTORY_LIMIT_BYTES = 64 * 1024 * 1024;
const STORED = 0;
const ENCRYPTED = 0x1;

/**
 * Looks into the entries of a zip archive, packed or not. Entries that share bytes are looked into
 * as well: the bytes that unfold are bounded.
 */
export async function inspectZip(
  file: RandomAccess,
  part: Part,
  isExpected: boolean,
): Promise<void> {
  const { inspection, place } = part;
  try {
    const { entries } = await readZipDirectory(file, {
      entries: inspection.limits.entries,
      directoryBytes: DIRECTORY_LIMIT_BYTES,
      mayOverlap: true,
    });
    inspection.countEntries(entries.length);
    for (const entry of entries) await inspectEntry(file, entry, part);
  } catch (error) {
    if (error instanceof InspectionLimitError) return inspection.note("archive-too-large", place);
    if (!(error instanceof ZipError)) throw error;
    if (isExpected) inspection.note(PROBLEMS[error.code], place);
  }
}

const PROBLEMS: Record<ZipError["code"], InspectionProblem> = {
  "not-a-zip": "archive-broken",
  broken: "archive-broken",
  overlapping: "archive-broken",
  "too-large": "archive-too-large",
  unsupported: "archive-locked",
};

async function inspectEntry(file: RandomAccess, entry: ZipEntry, part: Part): Promise<void> {
  const { inspection, visit } = part;
  const entryPart = inside(part, entry.name);
  try {
    if (entry.method === STORED && (entry.flags & ENCRYPTED) === 0) {
      const start = await findZipEntryBytes(file, entry);
      const bytes = sliceOf(file, { start, end: start + entry.compressedBytes });
      await visit.file(bytes, entryPart);
    } else if (entry.compressedBytes > 0) {
      const open = () => inspection.count(readZipEntry(file, entry));
      await visit.stream(open, entryPart, entry.sizeBytes);
    }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    inspection.note(PROBLEMS[error.code], entryPart.place);
  }
}
