import { type Picture, PictureError } from "./picture.ts";

const HEADER_BYTES = 12;
const KEPT = new Set(["VP8X", "ICCP", "ALPH", "VP8 ", "VP8L"]);
/** Flags of VP8X: what follows is left out here. */
const EXIF = 0x08;
const XMP = 0x04;
const ANIMATION = 0x02;

/**
 * Walks the chunks of a still WebP. Source: WebP Container Specification; VP8: RFC 6386 §9.1;
 * VP8L: WebP Lossless Bitstream Specification §3.
 * @throws PictureError
 */
export function readWebp(bytes: Buffer): Picture {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) throw new PictureError("it is cut off");
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | undefined;
  for (let at = HEADER_BYTES; at + 8 <= end;) {
    const type = bytes.toString("latin1", at, at + 4);
    const dataEnd = at + 8 + bytes.readUInt32LE(at + 4);
    const next = dataEnd + (dataEnd % 2);
    if (next > end) throw new PictureError("it is cut off");
    const data = bytes.subarray(at + 8, dataEnd);
    if (type === "VP8 ") size ??= lossySize(data);
    if (type === "VP8L") size ??= losslessSize(data);
    const chunk = Buffer.from(bytes.subarray(at, next));
    if (type === "VP8X") chunk[8] = stillFlags(data[0]);
    if (KEPT.has(type)) kept.push(chunk);
    at = next;
  }
  if (size === undefined) throw new PictureError("it has no pixels");
  const body = Buffer.concat([Buffer.from("WEBP"), ...kept]);
  const head = Buffer.from("RIFF\0\0\0\0");
  head.writeUInt32LE(body.length, 4);
  return { mediaType: "image/webp", ...size, content: Buffer.concat([head, body]) };
}

function stillFlags(flags = 0): number {
  if ((flags & ANIMATION) !== 0) throw new PictureError("it moves");
  return flags & ~EXIF & ~XMP;
}

/** A key frame: tag (3 bytes), start code, then 14 bits of each size below 2 bits of scale. */
function lossySize(data: Buffer): { width: number; height: number } {
  if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a)
    throw new PictureError("it is broken");
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

/** Signature 2F, then 14 bits of width − 1 and 14 bits of height − 1. */
function losslessSize(data: Buffer): { width: number; height: number } {
  if (data.length < 5 || data[0] !== 0x2f) throw new PictureError("it is broken");
  const bits = data.readUInt32LE(1);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}
