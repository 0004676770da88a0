import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { XetHash } from "./hash.ts";
import { XetFormatError } from "./xet-error.ts";

/** `xorb`: what chunks a xorb has, and its hash. `file`: the SHA-256 of chunks that follow. */
export type CheckKind = CheckResult["kind"];
export type CheckResult =
  | { kind: "xorb"; hash: Uint8Array; table: Uint8Array }
  | { kind: "file"; sha256: string };

type CheckStep =
  | { verb: "open"; kind: CheckKind }
  | { verb: "push"; bytes: Uint8Array<ArrayBuffer> }
  | { verb: "finish" }
  | { verb: "close" };
export type CheckRequest = { request: number; check: number; step: CheckStep };
export type CheckAnswer = {
  request: number;
  result?: CheckResult | undefined;
  error?: { message: string; isFormat: boolean };
};

/** Bytes gathered before they go to a thread: a message costs more than copying them. */
const BATCH_BYTES = 1024 * 1024;
const THREAD_LIMIT = 4;

/** A xorb that was checked. */
export type CheckedXorb = { hash: XetHash; table: Buffer };

/**
 * Passes a xorb on while a thread checks it: it ends only when its bytes are a xorb.
 * @param onChecked hears what it is, just before the end.
 * @throws {XetFormatError} while the bytes come, or at their end.
 */
export async function* checkingXorb(
  source: AsyncIterable<Uint8Array>,
  onChecked: (xorb: CheckedXorb) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  using check = openCheck("xorb");
  for await (const bytes of source) {
    await check.push(bytes);
    yield bytes;
  }
  const { hash, table } = await check.finish();
  onChecked({ hash: Buffer.from(hash), table: Buffer.from(table) });
}

/** The SHA-256 of what packed chunks unpack to, in hexadecimal. @throws {XetFormatError} */
export async function hashUnpacked(source: AsyncIterable<Uint8Array>): Promise<string> {
  using check = openCheck("file");
  for await (const bytes of source) await check.push(bytes);
  return (await check.finish()).sha256;
}

type Check<Kind extends CheckKind> = {
  push: (bytes: Uint8Array) => Promise<void>;
  finish: () => Promise<Extract<CheckResult, { kind: Kind }>>;
  [Symbol.dispose]: () => void;
};

const threads: CheckThread[] = [];
let checks = 0;

function openCheck<Kind extends CheckKind>(kind: Kind): Check<Kind> {
  const check = checks++;
  const limit = Math.min(THREAD_LIMIT, Math.max(1, availableParallelism() - 1));
  const thread = (threads[check % limit] ??= new CheckThread());
  const perform = (step: CheckStep) => thread.perform(check, step);
  let underway: Promise<unknown> = perform({ verb: "open", kind });
  let batch = new Uint8Array(BATCH_BYTES);
  let filled = 0;
  const flush = async () => {
    const bytes = filled === BATCH_BYTES ? batch : batch.slice(0, filled);
    batch = new Uint8Array(BATCH_BYTES);
    filled = 0;
    await underway;
    underway = perform({ verb: "push", bytes });
    // Its failure is met at the next await; until then it must not count as unhandled.
    underway.catch(() => undefined);
  };
  return {
    async push(bytes) {
      // Copied, for the bytes are the caller's and may be gone when the batch is sent.
      for (let start = 0; start < bytes.byteLength;) {
        const part = bytes.subarray(start, start + BATCH_BYTES - filled);
        batch.set(part, filled);
        filled += part.byteLength;
        start += part.byteLength;
        if (filled === BATCH_BYTES) await flush();
      }
    },
    async finish() {
      await flush();
      await underway;
      const result = await perform({ verb: "finish" });
      if (result?.kind !== kind) throw new Error(`a check for a ${kind} has lost its thread`);
      return result as Extract<CheckResult, { kind: Kind }>;
    },
    [Symbol.dispose]: () => void perform({ verb: "close" }).catch(() => undefined),
  };
}

type Pending = {
  resolve: (result: CheckResult | undefined) => void;
  reject: (error: Error) => void;
};

/** A thread that starts when it is first needed, and again after it was lost. */
class CheckThread {
  #worker: Worker | undefined;
  readonly #pending = new Map<number, Pending>();
  #requests = 0;

  perform(check: number, step: CheckStep): Promise<CheckResult | undefined> {
    const worker = (this.#worker ??= this.#start());
    const request = this.#requests++;
    return new Promise((resolve, reject) => {
      this.#pending.set(request, { resolve, reject });
      // Only a thread that owes an answer keeps the process alive.
      worker.ref();
      const transfer = step.verb === "push" ? [step.bytes.buffer] : [];
      worker.postMessage({ request, check, step } satisfies CheckRequest, transfer);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./check-thread.ts", import.meta.url), { name: "xet" });
    worker.on("message", (answer: CheckAnswer) => this.#settle(worker, answer));
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("the checking thread has ended")));
    return worker;
  }

  #settle(worker: Worker, { request, result, error }: CheckAnswer): void {
    const pending = this.#pending.get(request);
    this.#pending.delete(request);
    if (this.#pending.size === 0) worker.unref();
    if (error === undefined) pending?.resolve(result);
    else
      pending?.reject(
        error.isFormat ? new XetFormatError(error.message) : new Error(error.message),
      );
  }

  #fail(error: unknown): void {
    this.#worker = undefined;
    const reason = error instanceof Error ? error : new Error(String(error));
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }
}
