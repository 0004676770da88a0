import { type Picture, PictureError } from "./picture.ts";

const SIGNATURE_BYTES = 8;
/** Length, type and check value around the data of a chunk. */
const FRAME_BYTES = 12;
/** What a still picture is drawn from. Texts, times, EXIF and further frames are left out. */
const KEPT = new Set("IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs".split(" "));

/**
 * Walks the chunks of a PNG. Source: PNG Specification, Third Edition, §5 and §11.
 * @throws PictureError
 */
export function readPng(bytes: Buffer): Picture {
  const kept = [bytes.subarray(0, SIGNATURE_BYTES)];
  let header: Buffer | undefined;
  let hasPixels = false;
  for (let at = SIGNATURE_BYTES; ;) {
    if (at + FRAME_BYTES > bytes.length) throw new PictureError("it is cut off");
    const end = at + FRAME_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length) throw new PictureError("it is cut off");
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end));
    header ??= bytes.subarray(at + 4, end);
    hasPixels ||= type === "IDAT";
    if (type === "IEND") break;
    at = end;
  }
  if (header.length !== 4 + 13 + 4 || header.toString("latin1", 0, 4) !== "IHDR" || !hasPixels) {
    throw new PictureError("it has no pixels");
  }
  return {
    mediaType: "image/png",
    width: header.readUInt32BE(4),
    height: header.readUInt32BE(8),
    content: Buffer.concat(kept),
  };
}
