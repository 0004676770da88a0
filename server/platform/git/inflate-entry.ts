import { createInflate, inflateSync } from "node:zlib";
import { PackError } from "./pack-format.ts";
import type { PackedFile } from "./packed-file.ts";

const PIECE_BYTES = 256 * 1024;

/**
 * Unpacks an entry in one call.
 * @returns what it unpacks to, and how long it was packed.
 * @throws {PackError} when it is damaged or has another size.
 */
export function inflateWhole(
  pack: PackedFile,
  position: number,
  sizeBytes: number,
): { bytes: Buffer; length: number } {
  const packed = pack.at(position, packedBound(sizeBytes));
  let inflated: Inflated;
  try {
    inflated = inflateWithInfo(packed, sizeBytes);
  } catch {
    throw new PackError("an object cannot be unpacked");
  }
  if (inflated.buffer.length !== sizeBytes) throw wrongSize();
  return { bytes: inflated.buffer, length: inflated.engine.bytesWritten };
}

/**
 * Unpacks an entry piece by piece.
 * @param use what it throws ends it.
 * @returns how long the entry was packed.
 * @throws {PackError} when it is damaged.
 */
export async function inflatePieces(
  pack: PackedFile,
  position: number,
  use: (piece: Buffer) => void,
): Promise<number> {
  const inflate = createInflate({ chunkSize: PIECE_BYTES });
  const state: { isEnded: boolean; failure: Error | undefined } = {
    isEnded: false,
    failure: undefined,
  };
  const ended = new Promise<void>((resolve) => {
    inflate.on("end", resolve).on("close", resolve);
  }).then(() => (state.isEnded = true));
  inflate.on("error", () => (state.failure ??= new PackError("an object cannot be unpacked")));
  inflate.on("data", (piece: Buffer) => {
    if (state.failure === undefined) state.failure = failureOf(() => use(piece));
  });
  try {
    for (let at = position; !state.isEnded && state.failure === undefined; at += PIECE_BYTES) {
      const piece = pack.pieceAt(at, PIECE_BYTES);
      if (piece === undefined) {
        inflate.end();
        await ended;
        break;
      }
      const written = new Promise<void>((resolve) => inflate.write(piece, () => resolve()));
      await Promise.race([written, ended]);
    }
    if (state.failure !== undefined) throw state.failure;
    return inflate.bytesWritten;
  } finally {
    inflate.destroy();
  }
}

export function wrongSize(): PackError {
  return new PackError("an object has not its declared size");
}

function failureOf(work: () => void): Error | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The longest that zlib makes of so many bytes, and what other writers may add. */
function packedBound(sizeBytes: number): number {
  return sizeBytes + Math.ceil(sizeBytes / 100) + 1024;
}

type Inflated = { buffer: Buffer; engine: { bytesWritten: number } };

/** With `info`, Node tells how many bytes of the input it took. */
function inflateWithInfo(packed: Buffer, sizeBytes: number): Inflated {
  const inflated: unknown = inflateSync(packed, {
    info: true,
    chunkSize: Math.max(64, sizeBytes + 1),
    maxOutputLength: sizeBytes + 1,
  });
  return inflated as Inflated;
}
