/** A client that uploads a generated stream through an upload session, as the page and the CLI do. */
import { once } from "node:events";
import { Agent, type ClientRequest, request } from "node:http";
import { createClient, inParallel } from "#sdk/index.ts";
import { BLOCK_BYTES, type BlockStream, makeBlock, stampBlock } from "./block-stream.ts";

export type SendUploadInput = BlockStream & {
  url: string;
  token: string;
  address: { kind: "model"; owner: string; name: string };
  path: string;
  /** Requests at a time. */
  connections: number;
};
export type SendUploadOutput = { seconds: number; sha256: string; uploadId: string };

type Part = { uploadId: string; offset: number; sizeBytes: number };

const input = JSON.parse(process.argv[2] ?? "") as SendUploadInput;
const agent = new Agent({ keepAlive: true, maxSockets: input.connections });
const client = createClient({ baseUrl: input.url, token: input.token });
process.stdout.write(JSON.stringify(await sendUpload()));
agent.destroy();

/** The clock runs from the opening of the session until the server says `stored`. */
async function sendUpload(): Promise<SendUploadOutput> {
  const { address, path, blocks, connections } = input;
  const sizeBytes = blocks * BLOCK_BYTES;
  const startedAt = performance.now();
  const upload = await client.call("repositories.open-upload", {
    params: address,
    body: { path, sizeBytes },
  });
  const parts = inParts({ uploadId: upload.id, sizeBytes, partSizeBytes: upload.partSizeBytes });
  await inParallel(parts, { limit: connections }, sendPart);
  const params = { ...address, upload: upload.id };
  for (;;) {
    const { state, sha256, failure } = await client.call("repositories.complete-upload", {
      params,
    });
    const seconds = (performance.now() - startedAt) / 1000;
    if (state === "stored" && sha256 !== null) return { seconds, sha256, uploadId: upload.id };
    if (state !== "verifying") throw new Error(`the upload is ${state}: ${failure}`);
  }
}

function* inParts(whole: { uploadId: string; sizeBytes: number; partSizeBytes: number }) {
  const { uploadId, sizeBytes, partSizeBytes } = whole;
  for (let offset = 0; offset < sizeBytes; offset += partSizeBytes) {
    yield { uploadId, offset, sizeBytes: Math.min(partSizeBytes, sizeBytes - offset) };
  }
}

async function sendPart({ uploadId, offset, sizeBytes }: Part): Promise<void> {
  const { kind, owner, name } = input.address;
  const path = `/api/v1/repositories/${kind}/${owner}/${name}/uploads/${uploadId}/parts/${offset}`;
  const sending = request(new URL(path, input.url), {
    agent,
    method: "PUT",
    headers: {
      authorization: `Bearer ${input.token}`,
      "content-type": "application/octet-stream",
      "content-length": sizeBytes,
    },
  });
  const answered = once(sending, "response");
  answered.catch(() => undefined);
  await writeBlocks(sending, { first: offset / BLOCK_BYTES, count: sizeBytes / BLOCK_BYTES });
  sending.end();
  const [response] = await answered;
  const text = Buffer.concat(await Array.fromAsync(response)).toString();
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${text}`);
}

/** Two blocks in turn: one on its way, one being stamped. */
async function writeBlocks(
  sending: ClientRequest,
  { first, count }: { first: number; count: number },
): Promise<void> {
  const blocks = [makeBlock(), makeBlock()];
  const underway: Promise<void>[] = [Promise.resolve(), Promise.resolve()];
  for (let index = 0; index < count; index++) {
    const turn = index % 2;
    await underway[turn];
    const block = blocks[turn] ?? makeBlock();
    stampBlock(block, input.seed, first + index);
    underway[turn] = write(sending, block);
  }
  await Promise.all(underway);
}

function write(sending: ClientRequest, block: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    sending.write(block, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
