import { expect, it } from "vitest";
import { PackError } from "./pack-format.ts";
import { surveyPush } from "./survey-push.ts";
import { packInput } from "./testing/pack-inputs.ts";
import { asFiles } from "./testing/packs.ts";
import { Unpacker } from "./unpack-pack.ts";

/** `GALLERY_FUZZ_INPUTS=20000 GALLERY_FUZZ_SEED=… npx vitest run …` tries more, and others. */
const inputs = Number(process.env["GALLERY_FUZZ_INPUTS"] ?? 1500);
const firstSeed = Number(process.env["GALLERY_FUZZ_SEED"] ?? 1);
/** Seeds that once found something: a failure adds its own here. */
const KEPT_SEEDS: readonly number[] = [];

const LIMITS = {
  objects: 1000,
  totalBytes: 1_000_000,
  blobBytes: 4000,
  treeBytes: 10_000,
  textBytes: 10_000,
};

async function outcomeOf(seed: number): Promise<"taken" | "refused" | Error> {
  const { pack, tips } = packInput(seed);
  const { files, remove } = asFiles(pack);
  try {
    const unpacker = new Unpacker(files, LIMITS);
    await unpacker.readEntries();
    unpacker.requireWhole();
    surveyPush(unpacker, { tips, blobBytes: LIMITS.blobBytes });
    return "taken";
  } catch (error) {
    if (error instanceof PackError) return "refused";
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    remove();
  }
}

it(
  `BEY-1: packs that no git makes are taken or refused in words, ${inputs} of them`,
  async () => {
    const seeds = [...KEPT_SEEDS, ...Array.from({ length: inputs }, (_, at) => firstSeed + at)];
    const wrong: { seed: number; error: Error }[] = [];
    let taken = 0;
    for (const seed of seeds) {
      const outcome = await outcomeOf(seed);
      if (outcome instanceof Error) wrong.push({ seed, error: outcome });
      else if (outcome === "taken") taken += 1;
    }
    expect(wrong).toEqual([]);
    // Not all is refused: what is nearly right now and then is right.
    expect(taken).toBeGreaterThan(inputs / 50);
    expect(taken).toBeLessThan(inputs * 0.9);
  },
  60_000 + inputs * 20,
);
