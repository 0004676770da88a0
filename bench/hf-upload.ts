import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare } from "./harness/compare.ts";
import { OWNER, startGallery } from "./harness/gallery.ts";
import { hf } from "./harness/hub-client.ts";
import { withinMemory } from "./harness/limits.ts";
import { removeObjectFiles } from "./harness/objects.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { writeParts } from "./harness/parts-file.ts";
import { cpuSeconds } from "./harness/processes.ts";
import { figureOf, THROUGHPUT } from "./harness/report.ts";
import { startXetReference } from "./harness/xet-reference.ts";

const GOAL = 0.8;
const FILE = "model.safetensors";
const REPOSITORY = `${OWNER}/upload`;

export const hfUpload: Bench = {
  summary: "2 GB (--full: 10 GB) by hf upload ÷ the same client at the xet reference server",
  measure: measureUpload,
};

async function measureUpload({ workplace, isQuick, isFull, say }: BenchContext): Promise<Figure> {
  const sizeBytes = isQuick ? 100e6 : isFull ? 10e9 : 2e9;
  await workplace.needBytes(sizeBytes * 3);
  const gallery = await startGallery(workplace);
  const file = join(workplace.folder, FILE);
  const home = join(workplace.folder, "home");
  let runs = 0;

  /** Bytes that nobody has seen, sent by a client that has sent nothing before. */
  const upload = async ({ url, token }: { url: string; token: string }) => {
    await rm(home, { recursive: true, force: true });
    const { seconds } = await hf({ url, token, home }, ["upload", REPOSITORY, file, FILE]);
    return { amount: sizeBytes, seconds };
  };
  const renew = () => writeParts(file, [{ seed: `${randomUUID()} ${runs++}`, sizeBytes }]);

  const ours = async () => {
    await renew();
    const run = await observeGallery(gallery, () => upload(gallery));
    await removeObjectFiles(gallery);
    return run;
  };
  const peer = async () => {
    await renew();
    const reference = await startXetReference(workplace);
    try {
      const cpuBefore = await cpuSeconds(reference.processId);
      const { amount, seconds } = await upload({ url: reference.url, token: gallery.token });
      const cpu = ((await cpuSeconds(reference.processId)) - cpuBefore) / amount;
      return { rate: amount / seconds, cpu };
    } finally {
      await reference.stop();
    }
  };
  const comparison = await compare({ ours, peer, rounds: isQuick ? 1 : isFull ? 2 : 5, say });
  const names = { ours: "Open Gallery", peer: "reference server" };
  const parts = [{ comparison, wording: { label: "hf upload", ...names, ...THROUGHPUT } }];
  return withinMemory(figureOf(GOAL, parts, { rate: 1e-6, cpu: 1e9 }), comparison.ours);
}
