import type { ByteRange } from "#contract/repositories/repository.ts";

export function countBytes(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The same bytes, in order, cut where they cross a multiple of `size`. */
export function splitRanges(ranges: readonly ByteRange[], size: number): ByteRange[] {
  const pieces: ByteRange[] = [];
  for (const { start, end } of ranges) {
    for (let at = start; at < end;) {
      const cut = Math.min((Math.floor(at / size) + 1) * size, end);
      pieces.push({ start: at, end: cut });
      at = cut;
    }
  }
  return pieces;
}

export function intersect(ranges: readonly ByteRange[], within: ByteRange): ByteRange[] {
  return ranges
    .map(({ start, end }) => ({
      start: Math.max(start, within.start),
      end: Math.min(end, within.end),
    }))
    .filter(({ start, end }) => start < end);
}

/** What of `[0, sizeBytes)` the ranges, in any order and overlapping, leave out. */
export function missingRanges(ranges: readonly ByteRange[], sizeBytes: number): ByteRange[] {
  const missing: ByteRange[] = [];
  let position = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (start > position) missing.push({ start: position, end: Math.min(start, sizeBytes) });
    position = Math.max(position, end);
  }
  if (position < sizeBytes) missing.push({ start: position, end: sizeBytes });
  return missing.filter(({ start, end }) => start < end);
}
