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
const REPOSITORY = `${OWNER}/layouts`;

export const chunked: Bench = {
  summary: "2 GB that came as chunks, read by curl from resolve ÷ as much that came whole",
  measure: measureChunked,
};

async function measureChunked({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const sizeBytes = isQuick ? 100e6 : 2e9;
  await workplace.needBytes(sizeBytes * 3);
  const gallery = await startGallery(workplace);
  const { folder } = workplace;
  await publish(gallery, { folder, name: "chunked.bin", sizeBytes, isWhole: false });
  await publish(gallery, { folder, name: "whole.bin", sizeBytes, isWhole: true });
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
    say,
    ours: () => read("chunked.bin"),
    peer: () => read("whole.bin"),
  });
  const wording = { label: "resolve", ours: "chunked", peer: "whole", ...THROUGHPUT };
  const figure = figureOf(GOAL, [{ comparison, wording }], { rate: 1e-6, cpu: 1e9 });
  return withinMemory(figure, comparison.ours);
}

type Published = { folder: string; name: string; sizeBytes: number; isWhole: boolean };

async function publish(
  { url, token }: BenchGallery,
  { folder, name, sizeBytes, isWhole }: Published,
): Promise<void> {
  const file = join(folder, name);
  await writeParts(file, [{ seed: randomUUID(), sizeBytes }]);
  const seat = { url, token, home: join(folder, "home"), isWhole };
  await hf(seat, ["upload", REPOSITORY, file, name]);
  await rm(file);
}
