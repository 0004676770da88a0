import { randomInt } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { type BenchGallery, createModel, startGallery } from "./harness/gallery.ts";
import { figureOfLimits } from "./harness/limits.ts";
import { removeObjectFiles } from "./harness/objects.ts";
import { runCommand, runProgram, treeMemoryMib, watchMemory } from "./harness/processes.ts";
import { median } from "./harness/statistics.ts";
import { BLOCK_BYTES } from "./programs/block-stream.ts";
import type { SendUploadInput, SendUploadOutput } from "./programs/send-upload.ts";

const LIMIT_MB = 300;
const TRANSFERS = 4;
/** As many as the page, the CLI and the SDK use for one file. */
const CONNECTIONS = 4;
const FILE = "model.safetensors";
const IDLE_SAMPLES = 20;
const SEND_UPLOAD = join(import.meta.dirname, "programs", "send-upload.ts");

export const memory: Bench = {
  summary: "300 MB ÷ the memory that four uploads and four downloads of 5 GB at once take",
  measure: measureMemory,
};

type Address = SendUploadInput["address"];

async function measureMemory({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const blocks = Math.round((isQuick ? 100e6 : 5e9) / BLOCK_BYTES);
  const sizeBytes = blocks * BLOCK_BYTES;
  await workplace.needBytes((TRANSFERS + 2) * sizeBytes);
  const gallery = await startGallery(workplace);
  const address = await createModel(gallery, "memory");
  const warmUp = Math.min(blocks, 200);
  await upload(gallery, { address, blocks: warmUp });
  const path = await publish(gallery, { address, blocks });
  await download(gallery, { path, sizeBytes });
  const idleMib = await idleMemory(gallery);
  say(`warmed idle: ${idleMib.toFixed(0)} MiB`);
  const watched = watchMemory(gallery.processId, treeMemoryMib);
  const startedAt = performance.now();
  const transfers = Array.from({ length: TRANSFERS }, async () => {
    await Promise.all([
      upload(gallery, { address, blocks }),
      download(gallery, { path, sizeBytes }),
    ]);
  });
  await Promise.all(transfers).finally(() => watched.stop());
  const seconds = (performance.now() - startedAt) / 1000;
  const peakMib = watched.stop();
  await removeObjectFiles(gallery);
  const value = ((peakMib - idleMib) * 1024 * 1024) / 1e6;
  say(`peak: ${peakMib.toFixed(0)} MiB, ${seconds.toFixed(0)} s`);
  const rate = (2 * TRANSFERS * sizeBytes) / 1e6 / seconds;
  const label = `${TRANSFERS} uploads and ${TRANSFERS} downloads of ${Math.round(sizeBytes / 1e6)} MB`;
  return figureOfLimits([{ label, value, limit: LIMIT_MB, unit: "MB" }], {
    rows: [
      ["warmed idle", `${idleMib.toFixed(0)} MiB`, "", ""],
      ["peak", `${peakMib.toFixed(0)} MiB`, "", ""],
      ["all transfers together", `${rate.toFixed(0)} MB/s`, "", ""],
    ],
    details: { idleMib, peakMib, seconds, megabytesPerSecond: Math.round(rate) },
  });
}

/** Of a gallery that has done each kind of work once, and does nothing now. */
async function idleMemory({ processId }: BenchGallery): Promise<number> {
  const samples: number[] = [];
  while (samples.length < IDLE_SAMPLES) {
    await sleep(100);
    samples.push(await treeMemoryMib(processId));
  }
  return median(samples);
}

function upload(
  { url, token }: BenchGallery,
  { address, blocks }: { address: Address; blocks: number },
): Promise<SendUploadOutput> {
  const stream = { seed: randomInt(2 ** 40), blocks };
  const input = { url, token, address, path: FILE, connections: CONNECTIONS, ...stream };
  return runProgram<SendUploadOutput>(SEND_UPLOAD, input satisfies SendUploadInput);
}

/** @returns where the file is read. */
async function publish(
  gallery: BenchGallery,
  { address, blocks }: { address: Address; blocks: number },
): Promise<string> {
  const { uploadId } = await upload(gallery, { address, blocks });
  const operations = [{ op: "put" as const, path: FILE, uploadId }];
  await gallery.client.call("repositories.create-commit", {
    params: address,
    body: { title: "Add the weights", operations },
  });
  return `/${address.owner}/${address.name}/resolve/main/${FILE}`;
}

async function download(
  { url, token }: BenchGallery,
  { path, sizeBytes }: { path: string; sizeBytes: number },
): Promise<void> {
  const received = await runCommand("curl", [
    "--silent",
    "--fail",
    "--location",
    "--output",
    "/dev/null",
    "--write-out",
    "%{size_download}",
    "--header",
    `Authorization: Bearer ${token}`,
    url + path,
  ]);
  if (Number(received) !== sizeBytes) throw new Error(`${received} of ${sizeBytes} bytes came`);
}
