import type { RandomAccess } from "./random-access.ts";

/** A part of a file as a file of its own; it counts what it reads towards the whole. */
export function sliceOf(file: RandomAccess, range: { start: number; end: number }): RandomAccess {
  const start = Math.min(range.start, file.sizeBytes);
  const end = Math.max(start, Math.min(range.end, file.sizeBytes));
  return {
    sizeBytes: end - start,
    get bytesRead() {
      return file.bytesRead;
    },
    read: (from, to) => file.read(Math.min(start + from, end), Math.min(start + to, end)),
  };
}
