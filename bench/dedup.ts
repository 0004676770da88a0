import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { DATASETS, type Versions } from "./harness/dedup-versions.ts";
import { type BenchGallery, OWNER, startGallery } from "./harness/gallery.ts";
import { hf } from "./harness/hub-client.ts";
import { storedBytes } from "./harness/objects.ts";
import { writeParts } from "./harness/parts-file.ts";
import { round } from "./harness/report.ts";

/** Chunks may never take more than whole files do. */
const GOAL = 1;
const HEADS = [
  "",
  "files",
  "all sizes",
  "chunks stored",
  "whole stored",
  "chunks ÷ sizes",
] as const;

export const dedup: Bench = {
  summary: "what whole files take ÷ what chunks take: versions, a fine-tune, quantised copies",
  measure: measureDedup,
};

type Stored = { sizes: number; chunked: number; whole: number; files: number };

async function measureDedup({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const sizeBytes = isQuick ? 40e6 : 200e6;
  await workplace.needBytes(sizeBytes * 25);
  const galleries = {
    chunked: await startGallery(workplace, {}, { name: "chunked" }),
    whole: await startGallery(workplace, {}, { name: "whole" }),
  };
  const measured: [string, Stored][] = [];
  for (const [label, versions] of Object.entries(DATASETS)) {
    const folder = join(workplace.folder, "versions");
    const stored = await publishAll(galleries, { folder, versions, sizeBytes });
    say(`${label}: ${round(stored.chunked / stored.sizes)} of the sizes are stored`);
    measured.push([label, stored]);
  }
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return {
    ratio: Math.min(...measured.map(([, { whole, chunked }]) => whole / chunked)),
    goal: GOAL,
    details: Object.fromEntries(
      measured.map(([label, { sizes, chunked, whole }]) => [
        label,
        { storedOfSizes: round(chunked / sizes), wholeStoredOfSizes: round(whole / sizes) },
      ]),
    ),
    table: {
      heads: HEADS,
      rows: measured.map(([label, { files, sizes, chunked, whole }]) => [
        label,
        String(files),
        megabytes(sizes),
        megabytes(chunked),
        megabytes(whole),
        (chunked / sizes).toFixed(3),
      ]),
    },
  };
}

type Galleries = { chunked: BenchGallery; whole: BenchGallery };
type Published = { folder: string; versions: Versions; sizeBytes: number };

/** One commit after the other, each by the stock client, in both galleries. */
async function publishAll(
  { chunked, whole }: Galleries,
  { folder, versions, sizeBytes }: Published,
): Promise<Stored> {
  const name = `dedup-${randomUUID().slice(0, 8)}`;
  const before = { chunked: await storedBytes(chunked), whole: await storedBytes(whole) };
  let sizes = 0;
  let files = 0;
  await mkdir(folder, { recursive: true });
  for (const { path, parts } of versions(name, sizeBytes)) {
    const file = join(folder, path);
    sizes += (await writeParts(file, parts)).sizeBytes;
    files += 1;
    for (const [gallery, isWhole] of [
      [chunked, false],
      [whole, true],
    ] as const) {
      const home = join(folder, isWhole ? "home-whole" : "home-chunked");
      const seat = { url: gallery.url, token: gallery.token, home, isWhole };
      await hf(seat, ["upload", `${OWNER}/${name}`, file, path]);
    }
    await rm(file);
  }
  return {
    sizes,
    files,
    chunked: (await storedBytes(chunked)) - before.chunked,
    whole: (await storedBytes(whole)) - before.whole,
  };
}
