import { type FileHandle, open, readFile, rm, writeFile } from "node:fs/promises";
import type { ByteRange } from "#contract/repositories/repository.ts";
import { missingRanges } from "../byte-ranges.ts";
import { hasCode } from "./file-lock.ts";

/** A file that is being downloaded: its bytes, and a journal of which of them are there. */
export type PartFile = {
  /** Half-open ranges that are still to come. */
  missing: ByteRange[];
  /** Was a part of it there from an earlier attempt? */
  isResumed: boolean;
  write: (chunks: Uint8Array[], position: number) => Promise<void>;
  /** Notes that these bytes are written, for whoever resumes. */
  note: (range: ByteRange) => Promise<void>;
  sync: () => Promise<void>;
  close: () => Promise<void>;
};

export type PartPaths = { part: string; journal: string };

/** Opens a part for writing and never cuts it: another process may be writing the same bytes. */
export async function openPart(paths: PartPaths, sizeBytes: number): Promise<PartFile> {
  const handle = await openKeeping(paths.part);
  const written = await readJournal(paths.journal);
  const missing = missingRanges(written, sizeBytes);
  return {
    missing,
    isResumed: written.length > 0,
    write: (chunks, position) => writeFully(handle, chunks, position),
    note: async ({ start, end }) => {
      if (start < end) await writeFile(paths.journal, `${start} ${end}\n`, { flag: "a" });
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

export async function discardPart(paths: PartPaths): Promise<void> {
  await rm(paths.journal, { force: true });
  await rm(paths.part, { force: true });
}

async function openKeeping(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r+");
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    return open(path, "wx+");
  }
}

/** A last line that was cut when the process died counts for nothing. */
async function readJournal(path: string): Promise<ByteRange[]> {
  try {
    const lines = (await readFile(path, "utf8")).split("\n").slice(0, -1);
    return lines.flatMap((line) => {
      const [start, end] = line.split(" ").map(Number);
      const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end);
      return isRange ? [{ start: start ?? 0, end: end ?? 0 }] : [];
    });
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

async function writeFully(
  handle: FileHandle,
  chunks: Uint8Array[],
  position: number,
): Promise<void> {
  const { bytesWritten } = await handle.writev(chunks, position);
  const rest = Buffer.concat(chunks).subarray(bytesWritten);
  if (rest.byteLength > 0) await writeFully(handle, [rest], position + bytesWritten);
}
