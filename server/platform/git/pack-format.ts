import type { ObjectType } from "./object-id.ts";

/** What was sent as a pack is none; the message is for the user of the client. */
export class PackError extends Error {
  override name = "PackError";
}

/** Git's own numbers of what lies in a pack. Source: git's gitformat-pack. */
const PACK_TYPES: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3, tag: 4 };
export const OFFSET_DELTA = 6;
export const REFERENCE_DELTA = 7;
export const PACK_HEADER_BYTES = 12;
export const PACK_TRAILER_BYTES = 20;

const TYPES: ReadonlyMap<number, ObjectType> = new Map(
  (Object.entries(PACK_TYPES) as [ObjectType, number][]).map(([type, number]) => [number, type]),
);

export function packTypeOf(number: number): ObjectType | undefined {
  return TYPES.get(number);
}

export function packHeader(count: number): Buffer {
  const header = Buffer.from("PACK\0\0\0\u0002\0\0\0\0", "latin1");
  header.writeUInt32BE(count, 8);
  return header;
}

/** How many objects follow. @throws {PackError} when these bytes begin no pack. */
export function readPackHeader(bytes: Buffer): number {
  if (bytes.length < PACK_HEADER_BYTES || bytes.toString("latin1", 0, 4) !== "PACK") {
    throw new PackError("this is not a pack");
  }
  const version = bytes.readUInt32BE(4);
  if (version !== 2 && version !== 3)
    throw new PackError(`packs of version ${version} are unknown`);
  return bytes.readUInt32BE(8);
}

/** What stands before the packed bytes of an object of this size. */
export function entryHeader(type: ObjectType, sizeBytes: number): Buffer {
  const bytes = [(PACK_TYPES[type] << 4) | (sizeBytes & 15)];
  for (let rest = Math.floor(sizeBytes / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128;
    bytes.push(rest % 128);
  }
  return Buffer.from(bytes);
}

export type EntryHeader = {
  /** That of an object, or one of the two kinds of delta. */
  type: number;
  /** Unpacked; of a delta, the delta's own. */
  sizeBytes: number;
  /** How far before this entry the base of an offset delta begins. */
  baseDistance: number;
  /** Of a reference delta. */
  baseOid: string;
  /** Length of the header itself. */
  length: number;
};

/** Reads a header; `bytes` begins with it. @throws {PackError} when it is none. */
export function readEntryHeader(bytes: Buffer): EntryHeader {
  const first = byteAt(bytes, 0);
  let length = 1;
  let sizeBytes = first & 15;
  let scale = 16;
  for (let byte = first; byte & 128; scale *= 128) {
    byte = byteAt(bytes, length++);
    sizeBytes += (byte & 127) * scale;
    if (!Number.isSafeInteger(sizeBytes)) throw new PackError("an object has no size");
  }
  const header = { type: (first >> 4) & 7, sizeBytes, baseDistance: 0, baseOid: "", length };
  if (header.type === REFERENCE_DELTA) {
    if (bytes.length < length + 20) throw new PackError("the pack is cut short");
    return { ...header, baseOid: bytes.toString("hex", length, length + 20), length: length + 20 };
  }
  if (header.type !== OFFSET_DELTA) return header;
  let byte = byteAt(bytes, length++);
  let baseDistance = byte & 127;
  while (byte & 128) {
    byte = byteAt(bytes, length++);
    baseDistance = (baseDistance + 1) * 128 + (byte & 127);
    if (!Number.isSafeInteger(baseDistance)) throw new PackError("a delta has no base");
  }
  return { ...header, baseDistance, length };
}

function byteAt(bytes: Buffer, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw new PackError("the pack is cut short");
  return byte;
}
