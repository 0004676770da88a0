import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
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

/** What clients send as it is, and what they pack: read for the first time, and often. */
const CASES = [
  { label: "noise", kind: "noise", isOften: false },
  { label: "weights", kind: "weights", isOften: true },
  { label: "weights, first downloads", kind: "weights", isOften: false },
] as const;
type Kind = (typeof CASES)[number]["kind"];
/** Downloads after which a gallery keeps a file whole too. */
const TIMES = 2;

export const chunked: Bench = {
  summary: "2 GB that came as chunks, read by curl from resolve ÷ as much that came whole",
  measure: measureChunked,
};

async function measureChunked({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const sizeBytes = isQuick ? 100e6 : 2e9;
  await workplace.needBytes(sizeBytes * 9);
  const fresh = await startGallery(workplace, { GALLERY_WHOLE_COPY_BYTES: "0" });
  const used = await startGallery(workplace, {}, { name: "used" });
  const parts = [];
  let most = 0;
  for (const { label, kind, isOften } of CASES) {
    const gallery = isOften ? used : fresh;
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
    if (isOften) {
      for (let times = 0; times < TIMES; times++) await read(names.chunked);
      await waitForCopy(gallery, sizeBytes);
    }
    const comparison = await compare({
      rounds: isQuick ? 1 : 5,
      say: (line) => say(`${label}, ${line}`),
      ours: () => read(names.chunked),
      peer: () => read(names.whole),
    });
    most = Math.max(most, comparison.ours.memoryMib ?? 0);
    parts.push({ comparison, wording: { label, ours: "chunked", peer: "whole", ...THROUGHPUT } });
  }
  return withinMemory(figureOf(GOAL, parts, { rate: 1e-6, cpu: 1e9 }), { memoryMib: most });
}

/** The copy that a gallery makes of what is downloaded often. */
async function waitForCopy({ url }: BenchGallery, sizeBytes: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const text = await (await fetch(`${url}/metrics`)).text();
    const [, bytes] = /^gallery_whole_copy_bytes (\S+)$/m.exec(text) ?? [];
    if (Number(bytes) >= sizeBytes) return;
    await wait(200);
  }
  throw new Error("the gallery has made no copy");
}

type Published = {
  folder: string;
  name: string;
  kind: Kind;
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
