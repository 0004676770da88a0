import { BLOCK_BYTES, makeBlock, stampBlock } from "./block-stream.ts";

/** The bytes of a generated stream from `start` up to `end`, whole blocks, each in memory of its own. */
export function* blocksBetween(
  seed: number,
  { start, end }: { start: number; end: number },
): Generator<Buffer, void, undefined> {
  for (let at = start; at < end; at += BLOCK_BYTES) {
    const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    NOISE.copy(block);
    stampBlock(block, seed, at / BLOCK_BYTES);
    yield block;
  }
}

const NOISE = makeBlock();
