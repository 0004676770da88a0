/** The least that a truthful upload must do: write, SHA-256 and fsync, in one plain program. */
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { type BlockStream, makeBlock, stampBlock } from "./block-stream.ts";

export type WriteHashedInput = BlockStream & { path: string };
export type WriteHashedOutput = { seconds: number; cpuSeconds: number; sha256: string };

const { path, seed, blocks } = JSON.parse(process.argv[2] ?? "") as WriteHashedInput;
process.stdout.write(JSON.stringify(writeHashed()));

function writeHashed(): WriteHashedOutput {
  const block = makeBlock();
  const hash = createHash("sha256");
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const file = openSync(path, "wx");
  for (let index = 0; index < blocks; index++) {
    stampBlock(block, seed, index);
    hash.update(block);
    writeFully(file, block);
  }
  fsyncSync(file);
  closeSync(file);
  const sha256 = hash.digest("hex");
  const { user, system } = process.cpuUsage(cpuBefore);
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, cpuSeconds: (user + system) / 1e6, sha256 };
}

function writeFully(file: number, block: Buffer): void {
  let written = 0;
  while (written < block.length) written += writeSync(file, block, written);
}
