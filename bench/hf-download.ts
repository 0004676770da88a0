import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare } from "./harness/compare.ts";
import { type BenchGallery, OWNER, startGallery } from "./harness/gallery.ts";
import { hf } from "./harness/hub-client.ts";
import { withinMemory } from "./harness/limits.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { writeParts } from "./harness/parts-file.ts";
import { cpuSeconds } from "./harness/processes.ts";
import { figureOf, THROUGHPUT } from "./harness/report.ts";
import { type ReferenceFile, startXetReference } from "./harness/xet-reference.ts";

const GOAL = 0.8;
const FILE = "model.safetensors";
const REPOSITORY = `${OWNER}/download`;

export const hfDownload: Bench = {
  summary: "2 GB (--full: 10 GB) by hf download ÷ the same client at the xet reference server",
  measure: measureDownload,
};

async function measureDownload({ workplace, isQuick, isFull, say }: BenchContext): Promise<Figure> {
  const sizeBytes = isQuick ? 100e6 : isFull ? 10e9 : 2e9;
  await workplace.needBytes(sizeBytes * 4);
  const gallery = await startGallery(workplace);
  const reference = await startXetReference(workplace);
  const { token } = gallery;
  const home = join(workplace.folder, "home");
  const file = join(workplace.folder, FILE);
  const { sha256 } = await writeParts(file, [{ seed: randomUUID(), sizeBytes }]);
  for (const { url } of [gallery, reference]) {
    await hf({ url, token, home }, ["upload", REPOSITORY, file, FILE]);
    await rm(home, { recursive: true });
  }
  await rm(file);
  reference.publish(FILE, await describe(gallery, { sizeBytes, sha256 }));

  const download = async (url: string) => {
    const { seconds } = await hf({ url, token, home }, ["download", REPOSITORY, FILE]);
    await rm(home, { recursive: true });
    return { amount: sizeBytes, seconds };
  };
  const comparison = await compare({
    rounds: isQuick ? 1 : isFull ? 2 : 5,
    say,
    ours: () => observeGallery(gallery, () => download(gallery.url)),
    async peer() {
      const cpuBefore = await cpuSeconds(reference.processId);
      const { amount, seconds } = await download(reference.url);
      const cpu = ((await cpuSeconds(reference.processId)) - cpuBefore) / amount;
      return { rate: amount / seconds, cpu };
    },
  });
  const names = { ours: "Open Gallery", peer: "reference server" };
  const parts = [{ comparison, wording: { label: "hf download", ...names, ...THROUGHPUT } }];
  return withinMemory(figureOf(GOAL, parts, { rate: 1e-6, cpu: 1e9 }), comparison.ours);
}

/** The xet hash follows from the bytes alone, so the gallery's is the reference server's too. */
async function describe(
  { url, token }: BenchGallery,
  known: Omit<ReferenceFile, "xetHash">,
): Promise<ReferenceFile> {
  const address = `${url}/${REPOSITORY}/resolve/main/${FILE}`;
  const head = await fetch(address, {
    method: "HEAD",
    headers: { authorization: `Bearer ${token}` },
  });
  const xetHash = head.headers.get("x-xet-hash");
  if (xetHash === null) throw new Error(`${address} tells of no chunks`);
  return { ...known, xetHash };
}
