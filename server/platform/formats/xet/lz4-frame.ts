import { decompressFrameSync, uncompressSync } from "lz4-napi";

/** Magic number, flags and block size, checksum of these two. */
const HEADER_BYTES = 7;
const SIZE_BYTES = 4;
const NOT_PACKED = 0x8000_0000;

/**
 * How frames of one independent block without checksums begin, by the size that their blocks may
 * have; all that clients pack is such. The last byte is XXH32 of the two before it.
 * Source: LZ4 Frame Format Description 1.6.3.
 */
const PLAIN_FRAMES = new Map([
  ["04224d18604082", 64 * 1024],
  ["04224d186050fb", 256 * 1024],
  ["04224d18606051", 1024 * 1024],
  ["04224d18607073", 4 * 1024 * 1024],
]);

/**
 * The bytes of one LZ4 frame. A block is unpacked into just the memory that it needs where nothing
 * else is in the frame, which takes a sixth of the time of reading it as a frame.
 * @param sizeBytes that it should have; where it has others the answer is longer, or shorter.
 * @throws whatever the decoder throws when it is no frame.
 */
export function unpackFrame(packed: Buffer, sizeBytes: number): Buffer {
  const block = findOnlyBlock(packed);
  if (block === undefined || sizeBytes > block.mostBytes) return decompressFrameSync(packed);
  return block.isPacked ? unpackBlock(packed, { ...block, sizeBytes }) : block.bytes;
}

type OnlyBlock = { bytes: Buffer; mostBytes: number; isPacked: boolean };

/** The block of a frame that has one, and nothing that would have to be verified. */
function findOnlyBlock(packed: Buffer): OnlyBlock | undefined {
  const end = packed.length - SIZE_BYTES;
  const start = HEADER_BYTES + SIZE_BYTES;
  if (end <= start || packed.readUInt32LE(end) !== 0) return undefined;
  const mostBytes = PLAIN_FRAMES.get(packed.toString("hex", 0, HEADER_BYTES));
  const size = packed.readUInt32LE(HEADER_BYTES);
  const isPacked = size < NOT_PACKED;
  if (mostBytes === undefined || (isPacked ? size : size - NOT_PACKED) !== end - start) return;
  return { bytes: packed.subarray(start, end), mostBytes, isPacked };
}

/** The decoder of blocks wants the unpacked size before them, where the frame has the packed one. */
function unpackBlock(packed: Buffer, block: OnlyBlock & { sizeBytes: number }): Buffer {
  const packedSize = packed.readUInt32LE(HEADER_BYTES);
  packed.writeUInt32LE(block.sizeBytes, HEADER_BYTES);
  try {
    return uncompressSync(packed.subarray(HEADER_BYTES, packed.length - SIZE_BYTES));
  } finally {
    packed.writeUInt32LE(packedSize, HEADER_BYTES);
  }
}
