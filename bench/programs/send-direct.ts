/** Our own client, which sends a generated stream straight to the object storage. */
import { ReadableStream } from "node:stream/web";
import { createClient, uploadFile } from "#sdk/index.ts";
import { directByNode } from "#sdk/node/index.ts";
import { blocksBetween } from "./block-source.ts";
import { BLOCK_BYTES, type BlockStream } from "./block-stream.ts";

export type SendDirectInput = BlockStream & {
  url: string;
  token: string;
  address: { kind: "model"; owner: string; name: string };
  path: string;
  /** Requests at a time. */
  connections: number;
};
export type SendDirectOutput = {
  /** From the opening of the session until the storage has all parts. */
  sentSeconds: number;
  /** From there until the gallery says `stored`. */
  completeSeconds: number;
  cpuSeconds: number;
  uploadId: string;
};

const input = JSON.parse(process.argv[2] ?? "") as SendDirectInput;
process.stdout.write(JSON.stringify(await sendDirect()));

async function sendDirect(): Promise<SendDirectOutput> {
  const { url, token, address, path, connections, seed, blocks } = input;
  const client = createClient({ baseUrl: url, token });
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  let sentAt = Number.NaN;
  const { uploadId } = await uploadFile({
    client,
    address,
    path,
    parallelParts: connections,
    source: {
      size: blocks * BLOCK_BYTES,
      slice: (start, end) => ({
        size: end - start,
        stream: () =>
          ReadableStream.from(blocksBetween(seed, { start, end })) as ReturnType<Blob["stream"]>,
      }),
    },
    sendPart: () => Promise.reject(new Error("a part went through the gallery")),
    direct: directByNode,
    onProgress({ type }) {
      if (type === "verifying") sentAt = performance.now();
    },
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    sentSeconds: (sentAt - startedAt) / 1000,
    completeSeconds: (performance.now() - sentAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    uploadId,
  };
}
