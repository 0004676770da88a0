import { createSHA256 } from "hash-wasm";
import type { HashReply, HashRequest } from "./hash-file.ts";

/** How much is hashed between two words about the progress. */
const REPORT_BYTES = 4 * 1024 * 1024;

/** Streams a file through SHA-256, away from the page's own thread; memory stays constant. */
globalThis.addEventListener("message", (event: MessageEvent<HashRequest>) => {
  hash(event.data).catch((error: unknown) => {
    answer({ type: "failed", message: error instanceof Error ? error.message : "unreadable" });
  });
});

async function hash({ file }: HashRequest): Promise<void> {
  const sha256 = await createSHA256();
  let hashedBytes = 0;
  let reportedBytes = 0;
  const reader = file.stream().getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    sha256.update(value);
    hashedBytes += value.length;
    if (hashedBytes - reportedBytes >= REPORT_BYTES) {
      reportedBytes = hashedBytes;
      answer({ type: "hashed", hashedBytes });
    }
  }
  answer({ type: "done", sha256: sha256.digest("hex") });
}

function answer(reply: HashReply): void {
  globalThis.postMessage(reply);
}
