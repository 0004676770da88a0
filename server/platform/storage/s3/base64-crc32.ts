import { crc32 } from "node:zlib";

/** CRC-32 as S3 writes checksums. @param before of the bytes that come before these. */
export function base64Crc32(bytes: Uint8Array, before?: number): string {
  return encodeCrc32(crc32(bytes, before));
}

export function encodeCrc32(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString("base64");
}
