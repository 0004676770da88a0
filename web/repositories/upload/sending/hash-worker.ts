import { createSHA1, createSHA256, type IHasher } from "hash-wasm";
import type { ReadFile, SmallFile, WorkerReply, WorkerRequest } from "./worker-messages.ts";

/** How much is hashed between two words about the progress. */
const REPORT_BYTES = 4 * 1024 * 1024;
/** Small files are opened so many at a time. */
const OPEN_AT_A_TIME = 16;

/** Streams files through their hashes, away from the page's own thread; memory stays constant. */
globalThis.addEventListener("message", (event: MessageEvent<WorkerRequest>) => {
  work(event.data).catch((error: unknown) => answer({ type: "failed", ...wordsOf(error) }));
});

async function work(request: WorkerRequest): Promise<void> {
  if (request.type === "hash") await hashStream(request);
  else await readSmall(request);
}

type Hashers = { sha256: IHasher; sha1: IHasher | undefined };

async function hashStream(request: Extract<WorkerRequest, { type: "hash" }>): Promise<void> {
  const { file, wantsOid } = request;
  const hashers = { sha256: await createSHA256(), sha1: wantsOid ? await createSHA1() : undefined };
  begin(hashers, file.size);
  let hashedBytes = 0;
  let reportedBytes = 0;
  const reader = file.stream().getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    hashers.sha256.update(value);
    hashers.sha1?.update(value);
    hashedBytes += value.length;
    if (hashedBytes - reportedBytes >= REPORT_BYTES) {
      reportedBytes = hashedBytes;
      answer({ type: "hashed", hashedBytes });
    }
  }
  answer({ type: "done", ...end(hashers) });
}

/** Reads small files behind each other into one piece of memory: what is hashed is what is sent. */
async function readSmall({ files }: Extract<WorkerRequest, { type: "read" }>): Promise<void> {
  const hashers = { sha256: await createSHA256(), sha1: await createSHA1() };
  const bytes = new Uint8Array(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const read: ReadFile[] = [];
  let start = 0;
  for (let from = 0; from < files.length; from += OPEN_AT_A_TIME) {
    const some = files.slice(from, from + OPEN_AT_A_TIME);
    const opened = await Promise.all(some.map(open));
    for (const [index, { sizeBytes, wantsOid }] of some.entries()) {
      const own = opened[index];
      if (own instanceof Uint8Array) {
        bytes.set(own, start);
        const used = { ...hashers, sha1: wantsOid ? hashers.sha1 : undefined };
        read.push({ start, ...hashBytes(used, own) });
      } else read.push({ isChanged: true });
      start += sizeBytes;
    }
  }
  answer({ type: "read", read, bytes: bytes.buffer }, [bytes.buffer]);
}

/** Undefined for a file that was written to, moved or removed since it was chosen. */
async function open({ file, sizeBytes }: SmallFile): Promise<Uint8Array | undefined> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return bytes.length === sizeBytes ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function hashBytes(hashers: Hashers, bytes: Uint8Array) {
  begin(hashers, bytes.length);
  hashers.sha256.update(bytes);
  hashers.sha1?.update(bytes);
  return end(hashers);
}

function begin({ sha256, sha1 }: Hashers, sizeBytes: number): void {
  sha256.init();
  // The id that git gives a blob: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
  sha1?.init().update(`blob ${sizeBytes}\0`);
}

function end({ sha256, sha1 }: Hashers): { sha256: string; oid?: string } {
  return { sha256: sha256.digest("hex"), ...(sha1 && { oid: sha1.digest("hex") }) };
}

function wordsOf(error: unknown): { message: string; name: string } {
  return error instanceof Error ? error : { message: "unreadable", name: "Error" };
}

function answer(reply: WorkerReply, transfer: Transferable[] = []): void {
  globalThis.postMessage(reply, { transfer });
}
