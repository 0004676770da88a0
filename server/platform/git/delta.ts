import { PackError } from "./pack-format.ts";

/** How long what a delta makes is. @throws {PackError} when it does not fit the base. */
export function deltaResultSize(base: Uint8Array, delta: Buffer): number {
  return readSizes(base, delta).resultBytes;
}

/**
 * What a delta makes of its base, piece by piece; the pieces are parts of the two. Together they
 * are never longer than the delta itself declares. Source: git's gitformat-pack.
 * @throws {PackError} when the delta does not fit.
 */
export function* applyDelta(base: Buffer, delta: Buffer): Generator<Buffer, void, undefined> {
  const { resultBytes, start } = readSizes(base, delta);
  let at = start;
  let madeBytes = 0;
  while (at < delta.length) {
    const code = delta[at++] ?? 0;
    let piece: Buffer;
    if (code & 128) {
      const [offset, afterOffset] = readSparse(delta, { at, flags: code & 15, width: 4 });
      const [size, next] = readSparse(delta, { at: afterOffset, flags: (code >> 4) & 7, width: 3 });
      at = next;
      const length = size === 0 ? 0x10000 : size;
      if (offset + length > base.length) throw broken();
      piece = base.subarray(offset, offset + length);
    } else {
      if (code === 0 || at + code > delta.length) throw broken();
      piece = delta.subarray(at, at + code);
      at += code;
    }
    madeBytes += piece.length;
    if (madeBytes > resultBytes) throw broken();
    yield piece;
  }
  if (madeBytes !== resultBytes) throw broken();
}

function readSizes(base: Uint8Array, delta: Buffer): { resultBytes: number; start: number } {
  const [baseBytes, afterBase] = readSize(delta, 0);
  const [resultBytes, start] = readSize(delta, afterBase);
  if (baseBytes !== base.byteLength) throw broken();
  return { resultBytes, start };
}

/** A number and where it ends. */
type Read = [value: number, next: number];

function readSize(delta: Buffer, start: number): Read {
  let at = start;
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = delta[at++];
    if (byte === undefined) throw broken();
    value += (byte & 127) * scale;
    if (!Number.isSafeInteger(value)) throw broken();
    if (!(byte & 128)) return [value, at];
  }
}

/** Little-endian; bytes whose flag is not set are zero and left out. */
function readSparse(
  delta: Buffer,
  { at, flags, width }: { at: number; flags: number; width: number },
): Read {
  let value = 0;
  let next = at;
  for (let index = 0; index < width; index++) {
    if (!(flags & (1 << index))) continue;
    const byte = delta[next++];
    if (byte === undefined) throw broken();
    value += byte * 256 ** index;
  }
  return [value, next];
}

function broken(): PackError {
  return new PackError("a delta does not fit its base");
}
