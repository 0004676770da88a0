import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { XetFormatError } from "./xet-error.ts";

/** What a thread can be busy with while bytes come to it. */
export type SessionKind = "xorb" | "file" | "chunks";

/** What the thread makes of the bytes of a session, or of one request. */
export type ThreadResult =
  | { kind: "xorb"; hash: Uint8Array; table: Uint8Array }
  | { kind: "file"; sha256: string }
  | { kind: "chunks"; list: Uint8Array }
  | { kind: "bytes"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "packed"; bytes: Uint8Array<ArrayBuffer>; ends: readonly number[] };

export type ThreadStep =
  | { verb: "open"; kind: SessionKind }
  | { verb: "push"; bytes: Uint8Array<ArrayBuffer> }
  | { verb: "finish" }
  | { verb: "close" }
  /** Needs no session: whole packed chunks, one behind the other, and the sizes that they have. */
  | { verb: "unpack"; bytes: Uint8Array<ArrayBuffer>; sizes: readonly number[] }
  /** Needs no session: packs chunks of these sizes, one behind the other. */
  | { verb: "pack"; bytes: Uint8Array<ArrayBuffer>; sizes: readonly number[] };

export type ThreadRequest = { request: number; session: number; step: ThreadStep };
export type ThreadAnswer = {
  request: number;
  result?: ThreadResult | undefined;
  error?: { message: string; isFormat: boolean };
};

/** Asks one thread, always the same for a session. */
export type Perform = (step: ThreadStep) => Promise<ThreadResult | undefined>;

const THREAD_LIMIT = 4;
const threads: XetThread[] = [];
let sessions = 0;

/** A session on one of the threads: what it is asked runs in order, behind what others ask. */
export function openSession(): Perform {
  const session = sessions++;
  const limit = Math.min(THREAD_LIMIT, availableParallelism());
  const thread = (threads[session % limit] ??= new XetThread());
  return (step) => thread.perform(session, step);
}

type Pending = {
  resolve: (result: ThreadResult | undefined) => void;
  reject: (error: Error) => void;
};

/** A thread that starts when it is first needed, and again after it was lost. */
class XetThread {
  #worker: Worker | undefined;
  readonly #pending = new Map<number, Pending>();
  #requests = 0;

  perform(session: number, step: ThreadStep): Promise<ThreadResult | undefined> {
    const worker = (this.#worker ??= this.#start());
    const request = this.#requests++;
    return new Promise((resolve, reject) => {
      this.#pending.set(request, { resolve, reject });
      // Only a thread that owes an answer keeps the process alive.
      worker.ref();
      const transfer = "bytes" in step ? [step.bytes.buffer] : [];
      worker.postMessage({ request, session, step } satisfies ThreadRequest, transfer);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./thread-program.ts", import.meta.url), { name: "xet" });
    worker.on("message", (answer: ThreadAnswer) => this.#settle(worker, answer));
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("the thread has ended")));
    return worker;
  }

  #settle(worker: Worker, { request, result, error }: ThreadAnswer): void {
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
