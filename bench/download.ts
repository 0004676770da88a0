import { randomInt } from "node:crypto";
import { join } from "node:path";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { compare } from "./harness/compare.ts";
import { readByCurl } from "./harness/curl.ts";
import { type BenchGallery, createModel, startGallery } from "./harness/gallery.ts";
import { startNginx } from "./harness/nginx.ts";
import { listObjectFiles } from "./harness/objects.ts";
import { observeGallery } from "./harness/observe-gallery.ts";
import { cpuSeconds, runProgram } from "./harness/processes.ts";
import { figureOf, THROUGHPUT } from "./harness/report.ts";
import { BLOCK_BYTES } from "./programs/block-stream.ts";
import type { SendUploadInput, SendUploadOutput } from "./programs/send-upload.ts";

const GOAL = 0.7;
const FILE = "model.safetensors";
const SEND_UPLOAD = join(import.meta.dirname, "programs", "send-upload.ts");

export const download: Bench = {
  summary: "2 GB by resolve and by the content endpoint ÷ nginx with sendfile, read by curl",
  measure: measureDownload,
};

async function measureDownload({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const blocks = Math.round((isQuick ? 100e6 : 2e9) / BLOCK_BYTES);
  const sizeBytes = blocks * BLOCK_BYTES;
  await workplace.needBytes(sizeBytes * 2);
  const gallery = await startGallery(workplace);
  const paths = await publishFile(gallery, blocks);
  const [objectFile] = await listObjectFiles(gallery);
  if (objectFile === undefined) throw new Error("the gallery has stored no object");
  const nginx = await startNginx(workplace, objectFile);
  const fetchWhole = async (url: string, token?: string) => ({
    amount: sizeBytes,
    seconds: await readByCurl(url, { sizeBytes, token }),
  });
  const parts = [];
  for (const [label, path] of Object.entries(paths)) {
    const comparison = await compare({
      rounds: isQuick ? 1 : 5,
      say: (line) => say(`${label}, ${line}`),
      ours: () => observeGallery(gallery, () => fetchWhole(gallery.url + path, gallery.token)),
      async peer() {
        const cpuBefore = await cpuSeconds(nginx.processId);
        const { amount, seconds } = await fetchWhole(nginx.url);
        const cpu = ((await cpuSeconds(nginx.processId)) - cpuBefore) / amount;
        return { rate: amount / seconds, cpu };
      },
    });
    const wording = { label, ours: "Open Gallery", peer: "nginx sendfile", ...THROUGHPUT };
    parts.push({ comparison, wording });
  }
  return figureOf(GOAL, parts, { rate: 1e-6, cpu: 1e9 });
}

/** Uploads and commits the file. @returns its two addresses. */
async function publishFile(gallery: BenchGallery, blocks: number) {
  const { url, token, client } = gallery;
  const address = await createModel(gallery, "download");
  const seed = randomInt(2 ** 40);
  const input = { url, token, address, path: FILE, connections: 4, seed, blocks };
  const sent = await runProgram<SendUploadOutput>(SEND_UPLOAD, input satisfies SendUploadInput);
  await client.call("repositories.create-commit", {
    params: address,
    body: {
      title: "Add the weights",
      operations: [{ op: "put", path: FILE, uploadId: sent.uploadId }],
    },
  });
  const { kind, owner, name } = address;
  return {
    resolve: `/${owner}/${name}/resolve/main/${FILE}`,
    content: `/api/v1/repositories/${kind}/${owner}/${name}/content/main/${FILE}`,
  };
}
