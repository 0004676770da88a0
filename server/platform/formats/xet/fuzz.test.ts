import { expect, it, vi } from "vitest";
import { buildShard, buildXorb } from "./testing/build.ts";
import { type Dice, diceOf, mutate } from "./testing/mutate.ts";
import { readShardFiles } from "./shard.ts";
import { XetFormatError } from "./xet-error.ts";
import { XorbScanner } from "./xorb-scanner.ts";

/** Only the readers; what a server makes of it is tried through its routes. */
const inputs = Number(process.env["GALLERY_FUZZ_INPUTS"] ?? 5000);
const firstSeed = Number(process.env["GALLERY_FUZZ_SEED"] ?? 1);
const seeds = Array.from({ length: inputs }, (_, index) => firstSeed + index);

vi.setConfig({ testTimeout: 60_000 + inputs * 20 });

function aXorb(dice: Dice) {
  return buildXorb(
    Array.from({ length: 1 + dice.below(4) }, () => {
      const sizeBytes = 1 + dice.below(1500);
      return dice.below(2) === 0 ? dice.bytes(sizeBytes) : Buffer.alloc(sizeBytes, dice.bytes(3));
    }),
  );
}

/** @returns what was read; undefined when it was refused as it should be. */
async function attempt<Result>(seed: number, read: () => Result | Promise<Result>) {
  try {
    return await read();
  } catch (error) {
    expect(error, `seed ${seed}`).toBeInstanceOf(XetFormatError);
    return undefined;
  }
}

it("xorbs with faults in them are refused, or keep their hash", async () => {
  let kept = 0;
  for (const seed of seeds) {
    const dice = diceOf(seed);
    const xorb = aXorb(dice);
    const bytes = mutate(xorb.bytes, dice);
    const scanned = await attempt(seed, () => {
      const scanner = new XorbScanner();
      for (let start = 0; start < bytes.length;) {
        const end = start + 1 + dice.below(bytes.length);
        scanner.push(bytes.subarray(start, end));
        start = end;
      }
      return scanner.finish();
    });
    if (scanned?.hash.equals(xorb.hash) !== true) continue;
    kept += 1;
    expect(scanned.chunks, `seed ${seed}`).toHaveLength(xorb.chunks.length);
  }
  expect(kept).toBeLessThan(Math.max(2, inputs / 2));
});

it("shards with faults in them are refused, or are read to their end", async () => {
  let refused = 0;
  for (const seed of seeds) {
    const dice = diceOf(seed);
    const xorb = aXorb(dice);
    const terms = [{ xorb, first: 0, end: xorb.chunks.length }];
    const shard = mutate(buildShard([{ terms, sha256: "ab".repeat(32) }]), dice);
    async function* pieces() {
      for (let start = 0; start < shard.length; start += 61)
        yield shard.subarray(start, start + 61);
    }
    const files = await attempt(seed, () => Array.fromAsync(readShardFiles(pieces())));
    if (files === undefined) refused += 1;
    for (const file of files ?? []) {
      expect(file.terms.length * 48, `seed ${seed}`).toBeLessThanOrEqual(shard.length);
    }
  }
  expect(refused).toBeGreaterThan(inputs / 10);
});
