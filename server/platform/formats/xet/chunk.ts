import { compressFrameSync } from "lz4-napi";
import { joinByteGroups, joinByteGroupsInto, splitByteGroups } from "./byte-groups.ts";
import { unpackFrame } from "./lz4-frame.ts";
import { XetFormatError } from "./xet-error.ts";

/** Bytes of a chunk's header. */
export const CHUNK_HEADER_BYTES = 8;
/** The most bytes that a chunk may have, packed or unpacked. Source: chunking.md. */
const MAX_CHUNK_BYTES = 128 * 1024;

const VERSION = 0;
const SCHEMES = ["none", "lz4", "byte-grouping-4-lz4"] as const;
type Scheme = (typeof SCHEMES)[number];

/** How a chunk lies in a xorb. Sizes in bytes. */
export type ChunkHeader = { packedBytes: number; scheme: Scheme; sizeBytes: number };

/**
 * Reads the header of a chunk: version, packed size (3 bytes), compression, size (3 bytes), little
 * endian. Source: xet specification, xorb.md.
 * @throws {XetFormatError} when it cannot be one, or claims more than a chunk may have.
 */
export function readChunkHeader(bytes: Buffer, offset: number): ChunkHeader {
  const version = bytes.readUInt8(offset);
  if (version !== VERSION) throw new XetFormatError(`a chunk has version ${version}`);
  const packedBytes = bytes.readUIntLE(offset + 1, 3);
  const scheme = SCHEMES[bytes.readUInt8(offset + 4)];
  if (scheme === undefined) throw new XetFormatError("a chunk is compressed in an unknown way");
  const sizeBytes = bytes.readUIntLE(offset + 5, 3);
  if (sizeBytes === 0 || sizeBytes > MAX_CHUNK_BYTES) {
    throw new XetFormatError(`a chunk claims ${sizeBytes} bytes, not 1 to ${MAX_CHUNK_BYTES}`);
  }
  if (scheme === "none" ? packedBytes !== sizeBytes : packedBytes > MAX_CHUNK_BYTES) {
    throw new XetFormatError(`a chunk of ${sizeBytes} bytes claims ${packedBytes} packed bytes`);
  }
  return { packedBytes, scheme, sizeBytes };
}

/**
 * The bytes of a chunk.
 * @throws {XetFormatError} when they are not as many as its header says, or cannot be unpacked.
 */
export function unpackChunk({ scheme, sizeBytes }: ChunkHeader, packed: Buffer): Buffer {
  const bytes = scheme === "none" ? packed : unpackPacked(packed, sizeBytes);
  return scheme === "byte-grouping-4-lz4" ? joinByteGroups(bytes) : bytes;
}

/**
 * Writes the bytes of a chunk into memory that is there.
 * @throws {XetFormatError} as `unpackChunk` does.
 */
export function unpackChunkInto(
  { scheme, sizeBytes }: ChunkHeader,
  packed: Buffer,
  target: Uint8Array,
): void {
  const bytes = scheme === "none" ? packed : unpackPacked(packed, sizeBytes);
  if (scheme === "byte-grouping-4-lz4") joinByteGroupsInto(bytes, target);
  else target.set(bytes);
  if (scheme !== "none") release(bytes);
}

/** Left to the garbage collector, memory outside of the heap makes it walk all of that again. */
function release({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

/** A packed chunk is small, so what it can grow to is bounded: 255 times as much. */
function unpackPacked(packed: Buffer, sizeBytes: number): Buffer {
  const bytes = unpackOrRefuse(packed, sizeBytes);
  if (bytes.length === sizeBytes) return bytes;
  throw new XetFormatError(`a chunk of ${sizeBytes} bytes unpacks to ${bytes.length}`);
}

function unpackOrRefuse(packed: Buffer, sizeBytes: number): Buffer {
  try {
    return unpackFrame(packed, sizeBytes);
  } catch (cause) {
    throw new XetFormatError(`a chunk is no LZ4 frame of ${sizeBytes} bytes`, { cause });
  }
}

/** A chunk with its header, packed in the way that makes it smallest. */
export function packChunk(bytes: Buffer): Buffer {
  const candidates: { scheme: Scheme; packed: Buffer }[] = [
    { scheme: "none", packed: bytes },
    { scheme: "lz4", packed: compressFrameSync(bytes) },
    { scheme: "byte-grouping-4-lz4", packed: compressFrameSync(splitByteGroups(bytes)) },
  ];
  const best = candidates.reduce((one, other) =>
    other.packed.length < one.packed.length ? other : one,
  );
  const header = Buffer.alloc(CHUNK_HEADER_BYTES);
  header.writeUInt8(VERSION, 0);
  header.writeUIntLE(best.packed.length, 1, 3);
  header.writeUInt8(SCHEMES.indexOf(best.scheme), 4);
  header.writeUIntLE(bytes.length, 5, 3);
  return Buffer.concat([header, best.packed]);
}
