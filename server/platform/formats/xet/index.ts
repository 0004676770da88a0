export { ChunkTable } from "./chunk-table.ts";
export {
  type CheckedXorb,
  checkingXorb,
  cutIntoChunks,
  hashUnpacked,
  packChunks,
} from "./check-threads.ts";
export type { ChunkList } from "./cut-chunks.ts";
export {
  hashTerm,
  hashText,
  hashUnderKey,
  parseHashText,
  remainder,
  type XetHash,
} from "./hash.ts";
export { hashFileOfTree, MerkleTree } from "./merkle.ts";
export { type FileTerm, readShardFiles, type ShardFile, writeXorbShard } from "./shard.ts";
export { unpackBatch } from "./unpack-batch.ts";
export { XetFormatError } from "./xet-error.ts";
export { MAX_XORB_BYTES, MAX_XORB_CHUNKS } from "./xorb-scanner.ts";
