import { createCipheriv } from "node:crypto";

export const BLOCK_BYTES = 1024 * 1024;

/** A stream that costs nothing to make: one block of noise, stamped with its seed and its place. */
export type BlockStream = { seed: number; blocks: number };

/** A fresh buffer for `stampBlock`; two of them let one be filled while the other is on its way. */
export function makeBlock(): Buffer {
  const noise = createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16));
  return noise.update(Buffer.alloc(BLOCK_BYTES));
}

/** Makes `block` the one at `index` of the stream with this seed. */
export function stampBlock(block: Buffer, seed: number, index: number): void {
  block.writeDoubleLE(seed, 0);
  block.writeDoubleLE(index, 8);
}
