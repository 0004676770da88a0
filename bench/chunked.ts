import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare } from "./harness/compare.ts";
import { readByCurl } from "./harness/curl.ts";
import { type BenchGallery, OWNER, startGallery } from "./harness/gallery.ts";
import { hf } from "./harness/hub-client.ts";
import { withinMemory } from "./harness/limits.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { writeParts } from "./harness/parts-file.ts";
import { figureOf, THROUGHPUT } from "./harness/report.ts";

const GOAL = 0.5;
/** What clients send as it is, and what they pack. */
const KINDS = ["noise", "weights"] as const;
const REPOSITORY = `${OWNER}/layouts`;

export const chunked: Bench = {
  summary: "2 GB that came as chunks, read by curl from resolve ÷ as much that came whole",
  measure: measureChunked,
};

async function measureChunked({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const sizeBytes = isQuick ? 100e6 : 2e9;
  await workplace.needBytes(sizeBytes * 5);
  const gallery = await startGallery(workplace);
  const parts = [];
  let most = 0;
  for (const kind of KINDS) {
    const names = { chunked: `${kind}-chunked.bin`, whole: `${kind}-whole.bin` };
    for (const [layout, name] of Object.entries(names)) {
      const isWhole = layout === "whole";
      await publish(gallery, { folder: workplace.folder, name, kind, sizeBytes, isWhole });
    }
    const read = (name: string) =>
      observeGallery(gallery, async () => ({
        amount: sizeBytes,
        seconds: await readByCurl(`${gallery.url}/${REPOSITORY}/resolve/main/${name}`, {
          sizeBytes,
          token: gallery.token,
        }),
      }));
    const comparison = await compare({
      rounds: isQuick ? 1 : 5,
      say: (line) => say(`${kind}, ${line}`),
      ours: () => read(names.chunked),
      peer: () => read(names.whole),
    });
    most = Math.max(most, comparison.ours.memoryMib ?? 0);
    const wording = { label: kind, ours: "chunked", peer: "whole", ...THROUGHPUT };
    parts.push({ comparison, wording });
  }
  return withinMemory(figureOf(GOAL, parts, { rate: 1e-6, cpu: 1e9 }), { memoryMib: most });
}

type Published = {
  folder: string;
  name: string;
  kind: (typeof KINDS)[number];
  sizeBytes: number;
  isWhole: boolean;
};

async function publish(
  { url, token }: BenchGallery,
  { folder, name, kind, sizeBytes, isWhole }: Published,
): Promise<void> {
  const file = join(folder, name);
  await writeParts(file, [{ seed: randomUUID(), sizeBytes, kind }]);
  const seat = { url, token, home: join(folder, "home"), isWhole };
  await hf(seat, ["upload", REPOSITORY, file, name]);
  await rm(file);
}
