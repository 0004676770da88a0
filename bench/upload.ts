import { randomInt } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare, type Run } from "./harness/compare.ts";
import { type BenchGallery, createModel, startGallery } from "./harness/gallery.ts";
import { removeObjectFiles } from "./harness/objects.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { runProgram } from "./harness/processes.ts";
import { figureOf, THROUGHPUT } from "./harness/report.ts";
import { BLOCK_BYTES } from "./programs/block-stream.ts";
import type { SendUploadInput, SendUploadOutput } from "./programs/send-upload.ts";
import type { WriteHashedInput, WriteHashedOutput } from "./programs/write-hashed.ts";

const GOAL = 0.8;
/** As many as the page, the CLI and the SDK use. */
const CONNECTIONS = 4;
const SEND_UPLOAD = join(import.meta.dirname, "programs", "send-upload.ts");
const WRITE_HASHED = join(import.meta.dirname, "programs", "write-hashed.ts");

export const upload: Bench = {
  summary: "2 GB through an upload session ÷ write + SHA-256 + fsync of the same bytes",
  measure: measureUpload,
};

async function measureUpload({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const blocks = Math.round((isQuick ? 100e6 : 2e9) / BLOCK_BYTES);
  await workplace.needBytes(blocks * BLOCK_BYTES * 3);
  const gallery = await startGallery(workplace);
  const address = await createModel(gallery, "upload");
  let seed = randomInt(2 ** 40);
  let sent: { seed: number; sha256: string } | undefined;

  const ours = async () => {
    seed += 1;
    const run = await observeGallery(gallery, async () => {
      const output = await send(gallery, { address, seed, blocks });
      sent = { seed, sha256: output.sha256 };
      return { amount: blocks * BLOCK_BYTES, seconds: output.seconds };
    });
    await removeObjectFiles(gallery);
    return run;
  };
  const peer = () => writePlainly(join(workplace.folder, "plain"), { seed, blocks, sent });

  const comparison = await compare({ ours, peer, rounds: isQuick ? 1 : 5, say });
  const wording = { label: "upload", ours: "Open Gallery", peer: "plain program", ...THROUGHPUT };
  return figureOf(GOAL, [{ comparison, wording }], { rate: 1e-6, cpu: 1e9 });
}

type Stream = { seed: number; blocks: number };

function send(
  gallery: BenchGallery,
  { address, ...stream }: Stream & { address: SendUploadInput["address"] },
): Promise<SendUploadOutput> {
  const input: SendUploadInput = {
    url: gallery.url,
    token: gallery.token,
    address,
    path: "model.safetensors",
    connections: CONNECTIONS,
    ...stream,
  };
  return runProgram(SEND_UPLOAD, input);
}

/** @param sent what the gallery said of the same stream: a hash that differs ends the bench. */
async function writePlainly(
  path: string,
  { sent, ...stream }: Stream & { sent: { seed: number; sha256: string } | undefined },
): Promise<Run> {
  const input: WriteHashedInput = { path, ...stream };
  const { seconds, cpuSeconds, sha256 } = await runProgram<WriteHashedOutput>(WRITE_HASHED, input);
  await rm(path);
  if (sent?.seed === stream.seed && sent.sha256 !== sha256) {
    throw new Error(`The gallery says ${sent.sha256}, the bytes are ${sha256}`);
  }
  const amount = stream.blocks * BLOCK_BYTES;
  return { rate: amount / seconds, cpu: cpuSeconds / amount };
}
