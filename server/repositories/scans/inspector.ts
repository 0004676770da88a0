import { Worker } from "node:worker_threads";
import type { ByteInterval } from "../reading/entry.ts";
import type { Inspected } from "./inspect-content.ts";
import { INSPECTION_TIMEOUT_MS } from "./limits.ts";

export type ToThread =
  | { verb: "inspect"; sizeBytes: number; head: Uint8Array }
  | { verb: "bytes"; read: number; bytes: Uint8Array };

export type FromThread =
  | { verb: "read"; read: number; start: number; end: number }
  | { verb: "inspected"; inspected: Inspected }
  | { verb: "failed"; message: string };

/** Bytes to look into. */
export type Readable = {
  sizeBytes: number;
  read: (range: ByteInterval) => AsyncIterable<Uint8Array>;
};

/** The time for one file has passed. */
export class InspectionTimeout extends Error {
  override name = "InspectionTimeout";
}

/** The thread has ended in the middle of a file, for instance for lack of memory. */
export class InspectionCrash extends Error {
  override name = "InspectionCrash";
}

const HEAP_MB = 1024;
/** Sent along at once: of most files that is all. */
const HEAD_BYTES = 64 * 1024;

/** Threads that have no file at hand; each looks into one at a time. */
const idle: Worker[] = [];

/**
 * Looks into a file in a thread of its own, which gets the bytes it asks for and nothing else.
 * Whatever the file makes it do ends with it: memory and time are bounded.
 * @throws {InspectionTimeout | InspectionCrash} and what reading throws.
 */
export async function inspectInThread(file: Readable, signal?: AbortSignal): Promise<Inspected> {
  const worker = idle.pop() ?? startThread();
  worker.ref();
  try {
    const inspected = await converse(worker, file, signal);
    worker.unref();
    idle.push(worker);
    return inspected;
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

function startThread(): Worker {
  return new Worker(new URL("./inspect-thread.ts", import.meta.url), {
    name: "scan",
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
}

async function converse(worker: Worker, file: Readable, signal?: AbortSignal): Promise<Inspected> {
  const head = await readRange(file, { start: 0, end: Math.min(HEAD_BYTES, file.sizeBytes) });
  const { promise, resolve, reject } = Promise.withResolvers<Inspected>();
  const timer = setTimeout(() => reject(new InspectionTimeout()), INSPECTION_TIMEOUT_MS);
  const abort = () => reject(new InspectionCrash("given up"));
  const lose = (error?: unknown) =>
    reject(new InspectionCrash(error instanceof Error ? error.message : "the thread has ended"));
  const hear = (message: FromThread) => {
    if (message.verb === "inspected") resolve(message.inspected);
    else if (message.verb === "failed") reject(new InspectionCrash(message.message));
    else serve(worker, file, message).catch(reject);
  };
  signal?.addEventListener("abort", abort, { once: true });
  worker.on("message", hear).once("error", lose).once("exit", lose);
  const { sizeBytes } = file;
  worker.postMessage({ verb: "inspect", sizeBytes, head } satisfies ToThread);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    worker.off("message", hear).off("error", lose).off("exit", lose);
  });
}

async function serve(
  worker: Worker,
  file: Readable,
  { read, start, end }: { read: number; start: number; end: number },
): Promise<void> {
  const bytes = await readRange(file, { start, end });
  worker.postMessage({ verb: "bytes", read, bytes } satisfies ToThread);
}

async function readRange(file: Readable, range: ByteInterval): Promise<Buffer> {
  if (range.end <= range.start) return Buffer.alloc(0);
  return Buffer.concat(await Array.fromAsync(file.read(range)));
}
