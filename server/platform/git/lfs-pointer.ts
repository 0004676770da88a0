import { asBuffer } from "./text.ts";

/** What git keeps in place of a large file. */
export type LfsPointer = { sha256: string; sizeBytes: number };

/** A pointer is shorter than this; no larger blob needs to be looked at. */
export const POINTER_LIMIT_BYTES = 1024;

const VERSION = "version https://git-lfs.github.com/spec/v1\n";
const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n((?:ext-\d-[a-z0-9.-]+ [^\n]+\n)*)oid sha256:([0-9a-f]{64})\nsize (0|[1-9]\d{0,15})\n$/;

/** The text of a pointer as git-lfs writes it. */
export function writePointer({ sha256, sizeBytes }: LfsPointer): Buffer {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`pointer: ${sha256} is not a SHA-256`);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
    throw new Error(`pointer: ${sizeBytes} is not a size`);
  }
  return Buffer.from(`${VERSION}oid sha256:${sha256}\nsize ${sizeBytes}\n`);
}

/**
 * Reads a blob as a pointer; undefined when it is an ordinary file. Strict: version first, keys
 * sorted, every line ended, no other key. Source: git-lfs docs/spec.md.
 */
export function parsePointer(bytes: Uint8Array): LfsPointer | undefined {
  if (bytes.byteLength >= POINTER_LIMIT_BYTES) return undefined;
  const [, extensions = "", sha256, size] = POINTER.exec(asBuffer(bytes).toString("latin1")) ?? [];
  if (sha256 === undefined || !areSorted(extensions.split("\n"))) return undefined;
  const sizeBytes = Number(size);
  return Number.isSafeInteger(sizeBytes) ? { sha256, sizeBytes } : undefined;
}

/** The size of the blob that stands for a large file. */
export function pointerSize(pointer: LfsPointer): number {
  return writePointer(pointer).length;
}

function areSorted(lines: string[]): boolean {
  const keys = lines.filter((line) => line !== "").map((line) => line.slice(0, line.indexOf(" ")));
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? "") < key);
}
