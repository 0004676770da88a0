import type { ReadFile, SmallFile, WorkerReply, WorkerRequest } from "./worker-messages.ts";

export type Hashes = {
  /** SHA-256 in lower-case hex. */
  sha256: string;
  /** The id of the git blob, where it was asked for. */
  oid?: string;
};

type HashOptions = {
  signal: AbortSignal;
  wantsOid?: boolean;
  onProgress?: (hashedBytes: number) => void;
};

const MAX_IDLE = 3;
/** Workers that wait for the next file: starting one costs more than hashing a small file. */
const idle: Worker[] = [];

/**
 * Hashes a file in a worker. WebCrypto hashes only what is in memory as a whole, and does not exist
 * on plain http.
 * @throws {DOMException} `NotReadableError` when the file has changed since it was chosen.
 */
export async function hashFile(file: Blob, options: HashOptions): Promise<Hashes> {
  const { signal, wantsOid = false, onProgress } = options;
  const reply = await ask({ type: "hash", file, wantsOid }, { signal, onProgress });
  if (reply.type !== "done") throw new Error(`the worker answered ${reply.type}`);
  const { sha256, oid } = reply;
  return oid === undefined ? { sha256 } : { sha256, oid };
}

/** Reads and hashes small files in one go; their bytes lie behind each other. */
export async function readFiles(
  files: SmallFile[],
  { signal }: { signal: AbortSignal },
): Promise<{ read: ReadFile[]; bytes: ArrayBuffer }> {
  const reply = await ask({ type: "read", files }, { signal });
  if (reply.type !== "read") throw new Error(`the worker answered ${reply.type}`);
  return reply;
}

type AskOptions = { signal: AbortSignal; onProgress?: HashOptions["onProgress"] | undefined };

async function ask(request: WorkerRequest, options: AskOptions): Promise<WorkerReply> {
  options.signal.throwIfAborted();
  const worker = idle.pop() ?? startWorker();
  try {
    const reply = await askWorker(worker, request, options);
    if (idle.length < MAX_IDLE) idle.push(worker);
    else worker.terminate();
    return reply;
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
}

async function askWorker(
  worker: Worker,
  request: WorkerRequest,
  { signal, onProgress }: AskOptions,
): Promise<WorkerReply> {
  const { promise, resolve, reject } = Promise.withResolvers<WorkerReply>();
  const listening = new AbortController();
  const until = { signal: listening.signal };
  signal.addEventListener("abort", () => reject(signal.reason as Error), until);
  worker.addEventListener("error", (event) => reject(new Error(event.message)), until);
  worker.addEventListener(
    "message",
    ({ data }: MessageEvent<WorkerReply>) => {
      if (data.type === "hashed") onProgress?.(data.hashedBytes);
      else if (data.type === "failed") reject(new DOMException(data.message, data.name));
      else resolve(data);
    },
    until,
  );
  worker.postMessage(request);
  return promise.finally(() => listening.abort());
}
