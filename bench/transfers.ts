import { randomInt } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Transfer } from "#contract/repositories/transfer.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { type BenchGallery, OWNER, startGallery } from "./harness/gallery.ts";
import { figureOfLimits } from "./harness/limits.ts";
import { runProgram, treeMemoryMib, watchMemory } from "./harness/processes.ts";
import { type BenchBucket, startBucket } from "./harness/s3-bucket.ts";
import { median } from "./harness/statistics.ts";
import { BLOCK_BYTES } from "./programs/block-stream.ts";
import type { SendMultipartInput, SendMultipartOutput } from "./programs/send-multipart.ts";

const LIMIT_MB = 300;
const FILES = 4;
const IDLE_SAMPLES = 20;
const SEND_MULTIPART = join(import.meta.dirname, "programs", "send-multipart.ts");

export const transfers: Bench = {
  summary: "300 MB ÷ the memory that an import, and a delivery, of four files of 1 GB takes",
  measure: measureTransfers,
};

type Moved = { peakMb: number; rate: number };

async function measureTransfers({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const blocks = Math.round((isQuick ? 20e6 : 1e9) / BLOCK_BYTES);
  const amount = FILES * blocks * BLOCK_BYTES;
  await workplace.needBytes(amount * 4);
  const bucket = await startBucket(workplace);
  const gallery = await startGallery(workplace, { GALLERY_STORAGE_HOSTS: "127.0.0.1" });
  const connection = await connect(gallery, bucket);
  const warm = Math.min(blocks, 200);
  await fill(bucket, { folder: "warm", blocks: warm });
  await move(gallery, { connection, from: "warm", amount: FILES * warm * BLOCK_BYTES });
  await fill(bucket, { folder: "data", blocks });
  const moved = await move(gallery, { connection, from: "data", amount });
  const parts = Object.entries(moved).map(([label, { peakMb }]) => {
    say(`${label}: ${peakMb.toFixed(0)} MB above idle`);
    return { label, value: Math.max(peakMb, 1), limit: LIMIT_MB, unit: "MB" };
  });
  return figureOfLimits(parts, {
    rows: Object.entries(moved).map(([label, { rate }]) => [
      `${label}, rate`,
      `${(rate / 1e6).toFixed(0)} MB/s`,
      "",
      "",
    ]),
    details: {
      megabytesPerSecond: Object.fromEntries(
        Object.entries(moved).map(([label, { rate }]) => [label, Math.round(rate / 1e6)]),
      ),
    },
  });
}

async function connect(gallery: BenchGallery, { address }: BenchBucket): Promise<string> {
  const { endpoint, bucket, ...credentials } = address;
  const body = { name: "bench", endpoint, bucket, ...credentials };
  const { id } = await gallery.post("/api/v1/me/storage-connections", body);
  return String(id);
}

async function fill(
  { address }: BenchBucket,
  { folder, blocks }: { folder: string; blocks: number },
): Promise<void> {
  for (let number = 0; number < FILES; number++) {
    const input: SendMultipartInput = {
      s3: address,
      key: `${folder}/part-${number}.bin`,
      partSizeBytes: 16 * BLOCK_BYTES,
      connections: 4,
      seed: randomInt(2 ** 40),
      blocks,
    };
    await runProgram<SendMultipartOutput>(SEND_MULTIPART, input);
  }
}

type Moving = { connection: string; from: string; amount: number };

/** Into a dataset, and out of it again. */
async function move(
  gallery: BenchGallery,
  { connection, from, amount }: Moving,
): Promise<Record<"import" | "delivery", Moved>> {
  const { client } = gallery;
  const body = { kind: "dataset", owner: OWNER, name: `from-${from}` } as const;
  await client.call("assets.create-asset", { body });
  const storage = { kind: "object-storage", connection } as const;
  const imported = await watch(gallery, amount, async () => {
    const source = { ...storage, path: from };
    const { id } = await client.call("repositories.start-import", {
      params: body,
      body: { source },
    });
    return async () => {
      const { items } = await client.call("repositories.list-imports", {
        params: body,
        query: {},
      });
      return items.find((item) => item.id === id);
    };
  });
  const delivered = await watch(gallery, amount, async () => {
    const target = { ...storage, path: `to-${from}` };
    const { id } = await client.call("repositories.start-delivery", {
      params: body,
      body: { target },
    });
    return () => client.call("repositories.get-delivery", { params: { id } });
  });
  return { import: imported, delivery: delivered };
}

/** @param begin starts a transfer and tells how to ask for its state. */
async function watch(
  gallery: BenchGallery,
  amount: number,
  begin: () => Promise<() => Promise<Transfer | undefined>>,
): Promise<Moved> {
  const idleMib = await idleMemory(gallery);
  const watched = watchMemory(gallery.processId, treeMemoryMib);
  const startedAt = performance.now();
  try {
    const ask = await begin();
    for (let state = "queued"; state !== "done";) {
      await sleep(200);
      const transfer = await ask();
      state = transfer?.state ?? "gone";
      if (!["queued", "running", "done"].includes(state)) {
        throw new Error(`the transfer is ${state}: ${transfer?.failure?.detail ?? ""}`);
      }
    }
  } finally {
    watched.stop();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { peakMb: ((watched.stop() - idleMib) * 1024 * 1024) / 1e6, rate: amount / seconds };
}

/** Of a gallery that does nothing now. */
async function idleMemory({ processId }: BenchGallery): Promise<number> {
  const samples: number[] = [];
  while (samples.length < IDLE_SAMPLES) {
    await sleep(100);
    samples.push(await treeMemoryMib(processId));
  }
  return median(samples);
}
