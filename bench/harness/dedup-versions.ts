import type { Part } from "./parts-file.ts";

/** A file as somebody uploads it; of a later version of it the path is the same. */
export type Version = { path: string; parts: Part[] };

/** @param seed what nobody else has. @param sizeBytes about, of the first file. */
export type Versions = (seed: string, sizeBytes: number) => Version[];

/** What people keep that has much in common, each as the files that they upload in turn. */
export const DATASETS: Readonly<Record<string, Versions>> = {
  "ten versions of a dataset": datasetVersions,
  "a base and its fine-tune": fineTune,
  "three quantised copies": quantisedCopies,
};

const VERSIONS = 10;
const RUN_BYTES = 25_000;

/** Rows of text; each version mends 1 in 200 runs of rows, drops a few, and appends 3 %. */
function datasetVersions(seed: string, sizeBytes: number): Version[] {
  const rows = (name: string): Part => ({
    seed: `${seed} ${name}`,
    sizeBytes: RUN_BYTES,
    kind: "rows",
  });
  let runs = Array.from({ length: Math.ceil(sizeBytes / RUN_BYTES / 2) }, (_, run) =>
    rows(`${run}`),
  );
  const versions: Version[] = [];
  for (let version = 1; version <= VERSIONS; version++) {
    versions.push({ path: "rows.jsonl", parts: runs });
    const added = Math.ceil(runs.length * 0.03);
    runs = runs
      .filter((_, run) => (run + version * 37) % 500 !== 0)
      .map((part, run) =>
        (run + version * 53) % 200 === 0 ? rows(`mended ${version} ${run}`) : part,
      )
      .concat(Array.from({ length: added }, (_, run) => rows(`new ${version} ${run}`)));
  }
  return versions;
}

const LAYERS = 24;
/** The layers that a fine-tune trains, counted from the last one. */
const TRAINED_LAYERS = 6;

/** A checkpoint, and one of which the last quarter of the layers and the head were trained. */
function fineTune(seed: string, sizeBytes: number): Version[] {
  const layerBytes = Math.floor(sizeBytes / (LAYERS + 1));
  const layer = (name: string): Part => ({ seed: `${seed} ${name}`, sizeBytes: layerBytes });
  const base = Array.from({ length: LAYERS + 1 }, (_, place) => layer(`layer ${place}`));
  const trained = base.map((part, place) =>
    place < LAYERS - TRAINED_LAYERS ? part : layer(`trained ${place}`),
  );
  return [
    { path: "base.safetensors", parts: base },
    { path: "fine-tune.safetensors", parts: trained },
  ];
}

/** Bits of a weight in each kind of tensor. */
const BITS = { q4: 4.5, q5: 5.5, q6: 6.5625 };
type Bits = keyof typeof BITS;

/**
 * Mixes as they are published together: one kind for most tensors, and in all of them six bits for
 * the output and for the value and down projections of half of the layers.
 */
function quantisedCopies(seed: string, sizeBytes: number): Version[] {
  const weights = (sizeBytes * 8) / BITS.q6;
  const layerWeights = (weights * 0.94) / LAYERS;
  const tensor = (name: string, count: number, bits: Bits): Part => ({
    seed: `${seed} ${name} ${bits}`,
    sizeBytes: Math.floor((count * BITS[bits]) / 8),
  });
  const copy = (bits: Bits): Part[] => [
    tensor("output", weights * 0.06, "q6"),
    ...Array.from({ length: LAYERS }, (_, layer) => [
      tensor(`value and down ${layer}`, layerWeights * 0.3, layer % 2 === 0 ? "q6" : bits),
      tensor(`other ${layer}`, layerWeights * 0.7, bits),
    ]).flat(),
  ];
  return (["q4", "q5", "q6"] as const).map((bits) => ({
    path: `model-${bits}.gguf`,
    parts: copy(bits),
  }));
}
