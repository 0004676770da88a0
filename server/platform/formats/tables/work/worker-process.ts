import { type ChildProcess, fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { randomAccess } from "../../random-access.ts";
import type { FailureReason, FromWorker, TableTask, TaskAnswers, ToWorker } from "./protocol.ts";

/** The bytes of the file that a task is about. */
export type TaskSource = {
  sizeBytes: number;
  read: (range: { start: number; end: number }) => AsyncIterable<Uint8Array>;
};

export type TaskLimits = {
  /** Bytes of the file that may be read; what a reader claims to need beyond is refused. */
  readBytes: number;
  memoryBytes: number;
  timeMs: number;
};

export type TaskOptions = {
  source: TaskSource | null;
  limits: TaskLimits;
  onProgress?: ((done: number, total: number) => void) | undefined;
};

/** A task ended without an answer. */
export class TaskError extends Error {
  override name = "TaskError";
  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

type Answer = TaskAnswers[TableTask["verb"]];

const WORKER = new URL("./worker.ts", import.meta.url);
const HEAP_MIB = 512;
const WATCH_EVERY_MS = 250;
const PAGE_BYTES = 4096;

/** One process that does one task after the other, within limits of time, memory and reading. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  #isRunning = true;
  #hasSpoken = true;

  /** @param codeFolder keeps the compiled programs: the next process starts sooner. */
  constructor(codeFolder: string) {
    this.#child = fork(WORKER, {
      serialization: "advanced",
      // Nothing of the server's surroundings: no secret, no address.
      env: { NODE_COMPILE_CACHE: codeFolder },
      execArgv: [`--max-old-space-size=${HEAP_MIB}`],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#child.on("exit", () => {
      this.#isRunning = false;
    });
    this.#child.on("error", () => this.end());
    this.rest();
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether the task that ended last got no word from the process: it had ended before. */
  get wasGone(): boolean {
    return !this.#isRunning && !this.#hasSpoken;
  }

  /** Lets the server end while nothing is asked of the process. */
  rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }

  end(): void {
    this.#isRunning = false;
    this.#child.kill("SIGKILL");
  }

  /** @throws {TaskError} when the task fails; then the process may have ended. */
  async run<T extends TableTask>(task: T, options: TaskOptions): Promise<TaskAnswers[T["verb"]]> {
    const { source, limits } = options;
    const file = source && randomAccess(source, limits.readBytes);
    this.#child.ref();
    this.#child.channel?.ref();
    this.#hasSpoken = false;
    const guard = this.#guard(limits);
    try {
      return await new Promise((resolve, reject) => {
        const settle = {
          resolve: (answer: Answer) => resolve(answer as TaskAnswers[T["verb"]]),
          reject,
        };
        guard.onEnd((reason, message) => reject(new TaskError(reason, message)));
        this.#child.on("message", (message: FromWorker) => {
          this.#hasSpoken = true;
          if (message.verb === "read") void this.#answerRead(file, message);
          else this.#receive(message, { ...settle, onProgress: options.onProgress });
        });
        this.#send({ verb: "run", task });
      });
    } finally {
      guard.stop();
      this.#child.removeAllListeners("message");
      this.rest();
    }
  }

  #receive(
    message: Exclude<FromWorker, { verb: "read" }>,
    task: {
      resolve: (answer: Answer) => void;
      reject: (error: Error) => void;
      onProgress: TaskOptions["onProgress"];
    },
  ): void {
    if (message.verb === "progress") task.onProgress?.(message.done, message.total);
    if (message.verb === "answer") task.resolve(message.answer);
    if (message.verb === "failed") task.reject(new TaskError(message.reason, message.message));
  }

  async #answerRead(
    file: ReturnType<typeof randomAccess> | null,
    { id, start, end }: Extract<FromWorker, { verb: "read" }>,
  ): Promise<void> {
    try {
      const bytes = file ? await file.read(start, end) : Buffer.alloc(0);
      this.#send({ verb: "bytes", id, bytes });
    } catch (error) {
      this.#send({ verb: "refused", id, message: error instanceof Error ? error.message : "" });
    }
  }

  #send(message: ToWorker): void {
    // Who has ended in between is noticed by its guard.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  /** Watches time and memory, and hears when the process ends by itself. */
  #guard({ timeMs, memoryBytes }: TaskLimits) {
    let tell: (reason: FailureReason, message: string) => void = () => {};
    const stopFor = (reason: FailureReason, message: string) => {
      tell(reason, message);
      this.end();
    };
    const onExit = () => tell("ended", "The process that read the table has ended");
    this.#child.once("exit", onExit);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) setImmediate(onExit);
    const timer = setTimeout(() => stopFor("timeout", "This took too long"), timeMs);
    const watch = setInterval(() => {
      void memoryOf(this.#child.pid).then((bytes) => {
        if (bytes > memoryBytes) stopFor("ended", "This took too much memory");
      });
    }, WATCH_EVERY_MS);
    return {
      onEnd: (listener: typeof tell) => {
        tell = listener;
      },
      stop: () => {
        this.#child.off("exit", onExit);
        clearTimeout(timer);
        clearInterval(watch);
      },
    };
  }
}

/** Resident memory, where the system tells it. */
async function memoryOf(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/statm`, "latin1").catch(() => "");
  return Number(text.split(" ")[1] ?? 0) * PAGE_BYTES;
}
