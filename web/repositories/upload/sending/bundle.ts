import type { ByteRange } from "#contract/repositories/repository.ts";
import type { ReadFile } from "./worker-messages.ts";

/** Up to here a session of its own costs a file more than its bytes do. */
export const SMALL_FILE_BYTES = 256 * 1024;
/** One bundle is one part of an upload: a few requests for hundreds of files. */
const BUNDLE_BYTES = 8 * 1024 * 1024;
const BUNDLE_FILES = 1000;
/** Where the page's sessions for many small files say that they lie; no commit names it. */
const BUNDLE_FOLDER = ".gallery-bundles/";

export function bundlePath(sha256: string): string {
  return BUNDLE_FOLDER + sha256.slice(0, 16);
}

export function isBundlePath(path: string): boolean {
  return path.startsWith(BUNDLE_FOLDER);
}

/** Whether one more file fits beside those that are taken. */
export function fitsIntoBundle(sizeBytes: number, taken: { count: number; sizeBytes: number }) {
  if (taken.count === 0) return true;
  return taken.count < BUNDLE_FILES && taken.sizeBytes + sizeBytes <= BUNDLE_BYTES;
}

type Read<Item> = { item: Item; read: Exclude<ReadFile, { isChanged: true }> };

/**
 * The parts of what was read that have to be sent, each content once.
 * @param bytes of all files, as they were read.
 * @returns the parts behind each other, and by SHA-256 where each content lies in them.
 */
export function packBundle<Item extends { sizeBytes: number }>(
  files: readonly Read<Item>[],
  bytes: ArrayBuffer,
): { parts: Uint8Array<ArrayBuffer>[]; ranges: Map<string, ByteRange> } {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const ranges = new Map<string, ByteRange>();
  let end = 0;
  for (const { item, read } of files) {
    if (ranges.has(read.sha256)) continue;
    ranges.set(read.sha256, { start: end, end: end + item.sizeBytes });
    parts.push(new Uint8Array(bytes, read.start, item.sizeBytes));
    end += item.sizeBytes;
  }
  return { parts, ranges };
}
