import { disableTypes, imageSize, types } from "image-size";
import type { PictureSize } from "#contract/repositories/media.ts";
import type { SendableFile } from "../../reading/entry.ts";

/** Formats that browsers draw; the readers of all others are off. */
const FORMATS = new Set(["png", "jpg", "gif", "webp", "heif", "bmp"]);
disableTypes(types.filter((format) => !FORMATS.has(format)));

/** Almost every picture says its size in the first; the second is for long metadata of cameras. */
const PREFIX_BYTES = [64 * 1024, 2 * 1024 * 1024] as const;

/**
 * Width and height as they are drawn, from the beginning of the file: whatever it claims, no more
 * than 2 MiB are read and nothing is decoded.
 * @returns undefined when the bytes are no picture, or do not say their size there.
 */
export async function readPictureSize({
  sizeBytes,
  read,
}: Pick<SendableFile, "read" | "sizeBytes">): Promise<PictureSize | undefined> {
  for (const prefixBytes of PREFIX_BYTES) {
    const end = Math.min(prefixBytes, sizeBytes);
    const size = pictureSizeOf(Buffer.concat(await Array.fromAsync(read({ start: 0, end }))));
    if (size !== undefined || end === sizeBytes) return size;
  }
  return undefined;
}

/** As far as these first bytes of a picture tell it. */
export function pictureSizeOf(bytes: Buffer): PictureSize | undefined {
  try {
    const found = imageSize(alone(bytes));
    const all = [found, ...(found.images ?? [])].map(({ width, height }) => ({ width, height }));
    const [largest] = all.toSorted((one, other) => pixelsOf(other) - pixelsOf(one));
    if (largest === undefined || !(pixelsOf(largest) > 0)) return undefined;
    const isTurned = (found.orientation ?? 1) >= 5;
    return isTurned ? { width: largest.height, height: largest.width } : largest;
  } catch {
    // The library throws whatever a broken file leads it to.
    return undefined;
  }
}

/** The library reads on behind the end of a part, into what else lies in the memory it is a part of. */
function alone(bytes: Buffer): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes);
}

export function pixelsOf({ width, height }: PictureSize): number {
  return width * height;
}
