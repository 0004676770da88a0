import { randomInt } from "node:crypto";
import { join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare, type Comparison } from "./harness/compare.ts";
import { readByCurl } from "./harness/curl.ts";
import { type BenchGallery, createModel, startGallery } from "./harness/gallery.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { runProgram } from "./harness/processes.ts";
import { figureOf, round, THROUGHPUT } from "./harness/report.ts";
import { type BenchBucket, startBucket } from "./harness/s3-bucket.ts";
import { median } from "./harness/statistics.ts";
import { BLOCK_BYTES } from "./programs/block-stream.ts";
import type { SendDirectInput, SendDirectOutput } from "./programs/send-direct.ts";
import type { SendMultipartInput, SendMultipartOutput } from "./programs/send-multipart.ts";

const GOAL = 0.9;
const CONNECTIONS = 4;
const FILE = "model.safetensors";
const SEND_DIRECT = join(import.meta.dirname, "programs", "send-direct.ts");
const SEND_MULTIPART = join(import.meta.dirname, "programs", "send-multipart.ts");
const PROGRESS = { ours: "Open Gallery", peer: "S3 client alone", ...THROUGHPUT };

export const s3: Bench = {
  summary: "2 GB straight to and from an S3 server ÷ the S3 client alone on the same server",
  measure: measureS3,
};

async function measureS3(context: BenchContext): Promise<Figure> {
  const { workplace, isQuick } = context;
  const blocks = Math.round((isQuick ? 100e6 : 2e9) / BLOCK_BYTES);
  await workplace.needBytes(blocks * BLOCK_BYTES * 4);
  const bucket = await startBucket(workplace);
  const gallery = await startGallery(workplace, bucket.environment);
  const site: Site = { ...context, bucket, gallery, blocks };
  const upload = await measureUpload(site);
  const download = await measureDownload(site);
  const parts = [
    { comparison: upload.comparison, wording: { label: "upload", ...PROGRESS } },
    { comparison: download, wording: { label: "download", ...PROGRESS } },
  ];
  const figure = figureOf(GOAL, parts, { rate: 1e-6, cpu: 1e9 });
  const verified = upload.completeRates;
  const rows = Object.entries(verified).map(([name, rate]) => [
    `complete: ${name}`,
    `${(rate * 1e-6).toFixed(0)} MB/s`,
  ]);
  const complete = Object.fromEntries(
    Object.entries(verified).map(([name, rate]) => [name, round(rate * 1e-6)]),
  );
  return {
    ...figure,
    details: { ...figure.details, completeMBPerSecond: complete },
    table: { ...figure.table, rows: [...figure.table.rows, ...rows] },
  };
}

type Site = BenchContext & { bucket: BenchBucket; gallery: BenchGallery; blocks: number };

/**
 * The rate is that of the bytes on their way; what comes after, the object made of its parts and,
 * on our side, read back and hashed, is told by itself.
 */
async function measureUpload({ bucket, gallery, blocks, isQuick, say }: Site) {
  const address = await createModel(gallery, "upload");
  const amount = blocks * BLOCK_BYTES;
  const partSizeBytes = await findPartSize(gallery, { address, sizeBytes: amount });
  const completed: Record<"ours" | "peer", number[]> = { ours: [], peer: [] };
  let seed = randomInt(2 ** 40);

  const ours = async () => {
    seed += 1;
    const input: SendDirectInput = { ...clientOf(gallery), address, path: FILE, seed, blocks };
    let clientSeconds = 0;
    const run = await observeGallery(gallery, async () => {
      const output = await runProgram<SendDirectOutput>(SEND_DIRECT, input);
      completed.ours.push(amount / output.completeSeconds);
      clientSeconds = output.cpuSeconds;
      return { amount, seconds: output.sentSeconds };
    });
    await bucket.empty();
    return { ...run, cpu: run.cpu + clientSeconds / amount };
  };
  const peer = async () => {
    const input: SendMultipartInput = {
      s3: bucket.address,
      key: "alone",
      partSizeBytes,
      connections: CONNECTIONS,
      seed,
      blocks,
    };
    const output = await runProgram<SendMultipartOutput>(SEND_MULTIPART, input);
    completed.peer.push(amount / output.completeSeconds);
    await bucket.empty();
    return { rate: amount / output.sentSeconds, cpu: output.cpuSeconds / amount };
  };
  const comparison = await compare({
    ours,
    peer,
    rounds: isQuick ? 1 : 5,
    say: (line) => say(`upload, ${line}`),
  });
  return {
    comparison,
    completeRates: {
      "Open Gallery, read back and hashed": median(completed.ours),
      "S3 client alone": median(completed.peer),
    },
  };
}

function clientOf({ url, token }: BenchGallery) {
  return { url, token, connections: CONNECTIONS };
}

type Address = SendDirectInput["address"];

async function findPartSize(
  { client }: BenchGallery,
  { address, sizeBytes }: { address: Address; sizeBytes: number },
): Promise<number> {
  const body = { path: "probe", sizeBytes };
  const upload = await client.call("repositories.open-upload", { params: address, body });
  await client.call("repositories.cancel-upload", { params: { ...address, upload: upload.id } });
  return upload.partSizeBytes;
}

/** The content endpoint, which sends the client to the storage, beside an address of the storage. */
async function measureDownload({
  bucket,
  gallery,
  blocks,
  isQuick,
  say,
}: Site): Promise<Comparison> {
  const address = await createModel(gallery, "download");
  const seed = randomInt(2 ** 40);
  const input: SendDirectInput = { ...clientOf(gallery), address, path: FILE, seed, blocks };
  const { uploadId } = await runProgram<SendDirectOutput>(SEND_DIRECT, input);
  await gallery.client.call("repositories.create-commit", {
    params: address,
    body: { title: "Add the weights", operations: [{ op: "put", path: FILE, uploadId }] },
  });
  const { kind, owner, name } = address;
  const path = `/api/v1/repositories/${kind}/${owner}/${name}/content/main/${FILE}?download=true`;
  const [key = ""] = await bucket.list();
  const direct = await bucket.sign(key);
  const amount = blocks * BLOCK_BYTES;
  const fetchWhole = async (url: string, token?: string) => ({
    amount,
    seconds: await readByCurl(url, { sizeBytes: amount, token }),
  });
  return compare({
    rounds: isQuick ? 1 : 5,
    say: (line) => say(`download, ${line}`),
    ours: () => observeGallery(gallery, () => fetchWhole(gallery.url + path, gallery.token)),
    async peer() {
      const { seconds } = await fetchWhole(direct);
      return { rate: amount / seconds, cpu: 0 };
    },
  });
}
