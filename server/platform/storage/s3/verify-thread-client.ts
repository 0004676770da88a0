import { Worker } from "node:worker_threads";
import { fromDocument, type ProblemDocument } from "#contract/problems.ts";
import { type ObjectKey, ObjectMissingError } from "../object-store.ts";
import type { WantedObject } from "./read-object.ts";
import type { S3Settings } from "./settings.ts";

export type VerifyRequest = { request: number; wanted: WantedObject };
type Hashed = { sha256: string; sizeBytes: number };
export type VerifyAnswer = { request: number } & (
  | Hashed
  | { problem: ProblemDocument }
  | { missing: ObjectKey }
  | { error: string }
);

type Pending = { resolve: (hashed: Hashed) => void; reject: (error: unknown) => void };

/** Hashes objects of a bucket in a thread that starts when it is first needed. */
export class VerifyThread {
  readonly #settings: S3Settings;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #requests = 0;

  constructor(settings: S3Settings) {
    this.#settings = settings;
  }

  hash(wanted: WantedObject): Promise<Hashed> {
    const worker = (this.#worker ??= this.#start());
    const request = this.#requests++;
    return new Promise((resolve, reject) => {
      this.#pending.set(request, { resolve, reject });
      // Only a thread that owes an answer keeps the process alive.
      worker.ref();
      worker.postMessage({ request, wanted } satisfies VerifyRequest);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./verify-thread.ts", import.meta.url), {
      name: "verify",
      workerData: this.#settings,
    });
    worker.on("message", (answer: VerifyAnswer) => this.#settle(worker, answer));
    worker.on("error", (error) => this.#fail(error));
    worker.on("exit", () => this.#fail(new Error("the verifying thread has ended")));
    return worker;
  }

  #settle(worker: Worker, answer: VerifyAnswer): void {
    const pending = this.#pending.get(answer.request);
    this.#pending.delete(answer.request);
    if (this.#pending.size === 0) worker.unref();
    if ("sha256" in answer) {
      pending?.resolve({ sha256: answer.sha256, sizeBytes: answer.sizeBytes });
    } else pending?.reject(errorOf(answer));
  }

  #fail(error: unknown): void {
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

function errorOf(answer: Exclude<VerifyAnswer, Hashed>): Error {
  if ("problem" in answer) {
    const { problem } = answer;
    return fromDocument(problem);
  }
  return "missing" in answer ? new ObjectMissingError(answer.missing) : new Error(answer.error);
}
