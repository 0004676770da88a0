import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { type CountingProxy, startCountingProxy } from "./harness/counting-proxy.ts";
import { freePort } from "./harness/free-port.ts";
import { type BenchGallery, OWNER, startGallery } from "./harness/gallery.ts";
import { hf } from "./harness/hub-client.ts";
import { figureOfLimits, type Limited } from "./harness/limits.ts";
import { storedBytes } from "./harness/objects.ts";
import { type Part, writeParts } from "./harness/parts-file.ts";

/** Of the file's bytes, this part may move and be stored. */
const LIMIT = 0.02;
const FILE = "model.safetensors";
const REPOSITORY = `${OWNER}/delta`;

export const xetDelta: Bench = {
  summary: "2 % of a 1 GB checkpoint ÷ what moves and is stored when 1 MB in its middle changes",
  measure: measureDelta,
};

type Site = { gallery: BenchGallery; proxy: CountingProxy; folder: string };

async function measureDelta({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const sizeBytes = isQuick ? 100e6 : 1e9;
  await workplace.needBytes(sizeBytes * 3);
  const port = await freePort();
  const proxy = await startCountingProxy(workplace, port);
  const gallery = await startGallery(workplace, { GALLERY_URL: proxy.url }, { port });
  const site = { gallery, proxy, folder: workplace.folder };
  const whole = await send(site, { home: "first", parts: checkpoint(sizeBytes, "one") });
  say(`the checkpoint: ${megabytes(whole.moved)} MB moved, ${megabytes(whole.stored)} MB stored`);
  const same = await send(site, { home: "first", parts: checkpoint(sizeBytes, "two") });
  const other = await send(site, { home: "second", parts: checkpoint(sizeBytes, "three") });
  const limits = { limit: (LIMIT * sizeBytes) / 1e6, unit: "MB" };
  const parts = Object.entries({ "the same machine": same, "another machine": other }).flatMap(
    ([label, { moved, stored }]): Limited[] => [
      { label: `${label}: moved`, value: moved / 1e6, ...limits },
      { label: `${label}: stored`, value: stored / 1e6, ...limits },
    ],
  );
  return figureOfLimits(parts, {
    details: { fileMB: sizeBytes / 1e6, firstMovedMB: megabytes(whole.moved) },
  });
}

const CHANGED_BYTES = 1e6;
const RUN = randomUUID();

function checkpoint(sizeBytes: number, middle: string): Part[] {
  const before = Math.floor((sizeBytes - CHANGED_BYTES) / 2);
  return [
    { seed: `${RUN} before`, sizeBytes: before },
    { seed: `${RUN} ${middle}`, sizeBytes: CHANGED_BYTES },
    { seed: `${RUN} after`, sizeBytes: sizeBytes - before - CHANGED_BYTES },
  ];
}

/** Uploads a file by the stock client. @returns the bytes that passed, both ways, and those kept. */
async function send(
  { gallery, proxy, folder }: Site,
  { home, parts }: { home: string; parts: readonly Part[] },
): Promise<{ moved: number; stored: number }> {
  const file = join(folder, FILE);
  await writeParts(file, parts);
  const before = proxy.bytes();
  const storedBefore = await storedBytes(gallery);
  const seat = { url: gallery.url, token: gallery.token, home: join(folder, home) };
  await hf(seat, ["upload", REPOSITORY, file, FILE]);
  const after = proxy.bytes();
  const moved = after.toServer - before.toServer + after.fromServer - before.fromServer;
  return { moved, stored: (await storedBytes(gallery)) - storedBefore };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e4) / 100;
}
