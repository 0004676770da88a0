import { parentPort } from "node:worker_threads";
import type { RandomAccess } from "../../platform/formats/random-access.ts";
import { inspectContent } from "./inspect-content.ts";
import type { FromThread, ToThread } from "./inspector.ts";

/**
 * The thread that looks into files, so that neither a large pickle nor a hostile one holds up the
 * event loop. It has no access to anything: bytes are asked of the thread that started it.
 */
const BLOCK_BYTES = 64 * 1024;
const waiting = new Map<number, (bytes: Buffer) => void>();
let reads = 0;

parentPort?.on("message", (message: ToThread) => {
  if (message.verb === "bytes") {
    waiting.get(message.read)?.(Buffer.from(message.bytes));
    waiting.delete(message.read);
  } else {
    void inspect(message.sizeBytes, Buffer.from(message.head));
  }
});

async function inspect(sizeBytes: number, head: Buffer): Promise<void> {
  try {
    const inspected = await inspectContent(remoteFile(sizeBytes, head));
    answer({ verb: "inspected", inspected });
  } catch (error) {
    answer({ verb: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

function answer(message: FromThread): void {
  parentPort?.postMessage(message);
}

/** Small parts that lie close together, as the headers of an archive do, are read at once. */
function remoteFile(sizeBytes: number, head: Buffer): RandomAccess {
  let block = { start: 0, bytes: head };
  let bytesRead = 0;
  const fetch = (start: number, end: number): Promise<Buffer> => {
    const { promise, resolve } = Promise.withResolvers<Buffer>();
    const read = (reads += 1);
    waiting.set(read, resolve);
    bytesRead += end - start;
    answer({ verb: "read", read, start, end });
    return promise;
  };
  return {
    sizeBytes,
    get bytesRead() {
      return bytesRead;
    },
    async read(from, to) {
      const start = Math.min(from, sizeBytes);
      const end = Math.min(to, sizeBytes);
      if (end <= start) return Buffer.alloc(0);
      if (end - start > BLOCK_BYTES) return fetch(start, end);
      if (start < block.start || end > block.start + block.bytes.length) {
        const bytes = await fetch(start, Math.min(start + BLOCK_BYTES, sizeBytes));
        block = { start, bytes };
      }
      return block.bytes.subarray(start - block.start, end - block.start);
    },
  };
}
