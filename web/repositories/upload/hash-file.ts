import { problem } from "#contract/problems.ts";

export type HashRequest = { file: Blob };
export type HashReply =
  | { type: "hashed"; hashedBytes: number }
  | { type: "done"; sha256: string }
  | { type: "failed"; message: string };

type HashOptions = { signal: AbortSignal; onProgress: (hashedBytes: number) => void };

/**
 * SHA-256 of a file in lower-case hex, computed in a worker of its own. WebCrypto hashes only what
 * is in memory as a whole, and does not exist on plain http.
 * @throws {Problem} `content-unknown` when the file cannot be read any more
 */
export function hashFile(file: Blob, { signal, onProgress }: HashOptions): Promise<string> {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
  return new Promise<string>((resolve, reject) => {
    const refuse = (detail: string) => reject(problem("content-unknown", { detail }));
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    worker.addEventListener("error", (event) => refuse(event.message));
    worker.addEventListener("message", ({ data }: MessageEvent<HashReply>) => {
      if (data.type === "hashed") onProgress(data.hashedBytes);
      else if (data.type === "done") resolve(data.sha256);
      else refuse(data.message);
    });
    worker.postMessage({ file } satisfies HashRequest);
  }).finally(() => worker.terminate());
}
