const SMALLEST_PART_BYTES = 8 * 1024 * 1024;
const LARGE_PART_BYTES = 64 * 1024 * 1024;
const PARTS_WANTED = 64;
/** Source: Amazon S3 user guide, multipart upload limits. */
export const MOST_PARTS = 10_000;

/**
 * Bytes per part of an upload: few enough to be counted, small enough to be sent again, and never
 * more parts than an S3-compatible store takes.
 */
export function partSizeFor(sizeBytes: number): number {
  const wanted = Math.min(LARGE_PART_BYTES, roundUp(sizeBytes / PARTS_WANTED));
  return Math.max(SMALLEST_PART_BYTES, wanted, roundUp(sizeBytes / MOST_PARTS));
}

function roundUp(sizeBytes: number): number {
  return Math.ceil(sizeBytes / SMALLEST_PART_BYTES) * SMALLEST_PART_BYTES;
}
