import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** One step of hashing one file; `file` names the running hash inside its thread. */
export type HashRequest = { request: number; file: number } & HashStep;
export type HashStep =
  | { verb: "update"; fd: number; start: number; end: number }
  | { verb: "digest" }
  | { verb: "forget" };
export type HashAnswer = { request: number; value: string } | { request: number; error: string };

type Pending = { resolve: (value: string) => void; reject: (error: Error) => void };

const THREAD_LIMIT = 4;

/** A few threads that hash files beside the event loop; they start when first needed. */
export class HashThreads {
  readonly #threads = new Map<number, HashThread>();
  readonly #count: number;
  #files = 0;

  constructor(count = Math.min(THREAD_LIMIT, Math.max(1, availableParallelism() - 1))) {
    this.#count = count;
  }

  /** @returns the function that performs the steps of one new hash, in their order. */
  openHash(): (step: HashStep) => Promise<string> {
    const file = this.#files++;
    const thread = this.#threads.get(file % this.#count) ?? new HashThread();
    this.#threads.set(file % this.#count, thread);
    return (step) => thread.perform(file, step);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads.values()].map((thread) => thread.close()));
  }
}

class HashThread {
  #worker: Worker | undefined;
  readonly #pending = new Map<number, Pending>();
  #requests = 0;

  perform(file: number, step: HashStep): Promise<string> {
    const worker = (this.#worker ??= this.#start());
    const request = this.#requests++;
    return new Promise((resolve, reject) => {
      this.#pending.set(request, { resolve, reject });
      // Only a thread that owes an answer keeps the process alive.
      worker.ref();
      worker.postMessage({ request, file, ...step } satisfies HashRequest);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./hash-thread.ts", import.meta.url), { name: "hash" });
    worker.on("message", (answer: HashAnswer) => this.#settle(worker, answer));
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("the hashing thread has ended")));
    return worker;
  }

  #settle(worker: Worker, answer: HashAnswer): void {
    const pending = this.#pending.get(answer.request);
    this.#pending.delete(answer.request);
    if (this.#pending.size === 0) worker.unref();
    if ("error" in answer) pending?.reject(new Error(answer.error));
    else pending?.resolve(answer.value);
  }

  /** A lost thread loses its hashes: their files are hashed anew from the first byte. */
  #fail(error: unknown): void {
    this.#worker = undefined;
    const reason = error instanceof Error ? error : new Error(String(error));
    for (const { reject } of this.#pending.values()) reject(reason);
    this.#pending.clear();
  }
}
