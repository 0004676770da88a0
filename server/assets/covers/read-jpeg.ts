import { type Picture, PictureError } from "./picture.ts";

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Start of frame: all of C0–CF but the tables DHT (C4) and DAC (CC) and the reserved C8. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** APP1 and its like hold EXIF and XMP, COM holds text; JFIF, colour profile and Adobe's stay. */
const KEPT_APPLICATIONS = new Set([0xe0, 0xe2, 0xee]);
const isKept = (marker: number) =>
  marker !== 0xfe && (marker < 0xe0 || marker > 0xef || KEPT_APPLICATIONS.has(marker));

/**
 * Walks the segments of a JPEG up to its end. Source: ITU-T T.81, Annex B.
 * @throws PictureError
 */
export function readJpeg(bytes: Buffer): Picture {
  const kept = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  let hasScan = false;
  for (let at = 2; ;) {
    if (bytes[at] !== 0xff) throw new PictureError("it is cut off or broken");
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE) break;
    if (at + 4 > bytes.length) throw new PictureError("it is cut off");
    const headEnd = at + 2 + bytes.readUInt16BE(at + 2);
    if (headEnd > bytes.length || headEnd < at + 4) throw new PictureError("it is cut off");
    if (isFrame(marker)) size = frameSize(bytes.subarray(at + 4, headEnd));
    const end = marker === START_OF_SCAN ? scanEnd(bytes, headEnd) : headEnd;
    hasScan ||= marker === START_OF_SCAN;
    if (isKept(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (size === undefined || !hasScan) throw new PictureError("it has no pixels");
  const content = Buffer.concat([...kept, Buffer.from([0xff, END_OF_IMAGE])]);
  return { mediaType: "image/jpeg", ...size, content };
}

/** Precision (1 byte), lines (2), samples per line (2). */
function frameSize(frame: Buffer): { width: number; height: number } {
  if (frame.length < 5) throw new PictureError("it is broken");
  return { width: frame.readUInt16BE(3), height: frame.readUInt16BE(1) };
}

/** Coded data goes on to the next marker that is neither a stuffed 00 nor a restart. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new PictureError("it is cut off");
}
