import { problem } from "#contract/problems.ts";

export type HashRequest = { file: Blob };
export type HashReply =
  | { type: "hashed"; hashedBytes: number }
  | { type: "done"; sha256: string }
  | { type: "failed"; message: string };

type HashOptions = { signal: AbortSignal; onProgress: (hashedBytes: number) => void };

const MAX_IDLE = 3;
/** Workers that wait for the next file: starting one costs more than hashing a small file. */
const idle: Worker[] = [];

/**
 * SHA-256 of a file in lower-case hex, computed in a worker. WebCrypto hashes only what is in memory
 * as a whole, and does not exist on plain http.
 * @throws {Problem} `content-unknown` when the file cannot be read any more
 */
export async function hashFile(file: Blob, options: HashOptions): Promise<string> {
  options.signal.throwIfAborted();
  const worker = idle.pop() ?? startWorker();
  try {
    const sha256 = await askWorker(worker, file, options);
    if (idle.length < MAX_IDLE) idle.push(worker);
    else worker.terminate();
    return sha256;
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
  file: Blob,
  { signal, onProgress }: HashOptions,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const listening = new AbortController();
  const until = { signal: listening.signal };
  const refuse = (detail: string) => reject(problem("content-unknown", { detail }));
  signal.addEventListener("abort", () => reject(signal.reason as Error), until);
  worker.addEventListener("error", (event) => refuse(event.message), until);
  worker.addEventListener(
    "message",
    ({ data }: MessageEvent<HashReply>) => {
      if (data.type === "hashed") onProgress(data.hashedBytes);
      else if (data.type === "done") resolve(data.sha256);
      else refuse(data.message);
    },
    until,
  );
  worker.postMessage({ file } satisfies HashRequest);
  return promise.finally(() => listening.abort());
}
