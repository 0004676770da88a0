import type { RandomAccess } from "../random-access.ts";

const HEADER_LIMIT_BYTES = 1_000_000;

/**
 * Where the pickle of a NumPy array of objects begins; undefined for an array of numbers, which
 * nobody unpickles (`numpy/lib/format.py`, format versions 1 to 3).
 */
export async function findObjectArray(file: RandomAccess): Promise<number | undefined> {
  const head = await file.read(0, 12);
  const isShort = head[6] === 1;
  const start = isShort ? 10 : 12;
  if (head.length < start) return undefined;
  const length = isShort ? head.readUInt16LE(8) : head.readUInt32LE(8);
  const header = await file.read(start, start + Math.min(length, HEADER_LIMIT_BYTES));
  return /['|<>=]O\d*['"]/.test(header.toString("latin1")) ? start + length : undefined;
}
