import type { ObjectId } from "./object-id.ts";
import type { Segment, Tree } from "./tree-segment.ts";

const VERSION = 1;
const ID_BYTES = 20;
/** The id; size; entries, folders; flags; length of the key. */
const FIXED_BYTES = ID_BYTES + 4 + 2 + 2 + 1 + 2;
const IS_COMPOSED = 1;

/** How a split tree is stored: a version byte, and for each segment what is known of it. */
export function encodeSegments({ segments }: Tree): Buffer {
  const parts: Buffer[] = [Buffer.of(VERSION)];
  for (const { oid, sizeBytes, entries, folders, isComposed, firstKey } of segments) {
    const fixed = Buffer.alloc(FIXED_BYTES);
    fixed.write(oid, "hex");
    let at = fixed.writeUInt32BE(sizeBytes, ID_BYTES);
    at = fixed.writeUInt16BE(entries, at);
    at = fixed.writeUInt16BE(folders, at);
    at = fixed.writeUInt8(isComposed ? IS_COMPOSED : 0, at);
    fixed.writeUInt16BE(firstKey.length, at);
    parts.push(fixed, firstKey);
  }
  return Buffer.concat(parts);
}

/** @throws {Error} when the bytes are no list of segments: damage. */
export function decodeSegments(oid: ObjectId, bytes: Buffer): Tree {
  if (bytes[0] !== VERSION) throw new Error(`tree ${oid}: not a list of segments`);
  const segments: Segment[] = [];
  let sizeBytes = 0;
  for (let at = 1; at < bytes.length;) {
    const fixed = bytes.subarray(at, at + FIXED_BYTES);
    const keyStart = at + FIXED_BYTES;
    const keyBytes = fixed.length < FIXED_BYTES ? Infinity : fixed.readUInt16BE(FIXED_BYTES - 2);
    const keyEnd = keyStart + keyBytes;
    if (keyEnd > bytes.length) throw new Error(`tree ${oid}: its list of segments is cut short`);
    const segment = {
      oid: fixed.toString("hex", 0, ID_BYTES),
      sizeBytes: fixed.readUInt32BE(ID_BYTES),
      entries: fixed.readUInt16BE(ID_BYTES + 4),
      folders: fixed.readUInt16BE(ID_BYTES + 6),
      isComposed: fixed.readUInt8(ID_BYTES + 8) === IS_COMPOSED,
      firstKey: bytes.subarray(keyStart, keyEnd),
    };
    segments.push(segment);
    sizeBytes += segment.sizeBytes;
    at = keyEnd;
  }
  return { oid, sizeBytes, segments };
}
