import type { TableTask, TaskAnswers } from "./protocol.ts";
import { TaskError, type TaskOptions, WorkerProcess } from "./worker-process.ts";

/** More wait already than can be served in time. */
export class BusyError extends Error {
  override name = "BusyError";
}

export type PoolOptions = {
  /** Processes at the same time, and tasks that may wait for one. */
  processes: number;
  queue: number;
  /** A process without a task ends after so long. */
  idleMs: number;
  /** For the compiled programs of the processes. */
  codeFolder: string;
};

type Ticket = { give: (worker: WorkerProcess) => void };

/** A few processes that share the tasks of one kind; a task that nobody waits for any more is ended. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #idle: { worker: WorkerProcess; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: Ticket[] = [];
  #running = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * @param signal ends the task, and the process with it.
   * @throws {BusyError | TaskError} and the signal's reason.
   */
  async run<T extends TableTask>(
    task: T,
    { signal, ...options }: TaskOptions & { signal?: AbortSignal | undefined },
  ): Promise<TaskAnswers[T["verb"]]> {
    signal?.throwIfAborted();
    const worker = await this.#take(signal);
    try {
      return await this.#runOn(worker, task, { signal, ...options });
    } catch (error) {
      // A process that ended while it was idle is noticed by the task that was given to it.
      if (!worker.wasGone || signal?.aborted) throw error;
    }
    return this.#runOn(await this.#take(signal), task, { signal, ...options });
  }

  async #runOn<T extends TableTask>(
    worker: WorkerProcess,
    task: T,
    { signal, ...options }: TaskOptions & { signal?: AbortSignal | undefined },
  ): Promise<TaskAnswers[T["verb"]]> {
    const end = () => worker.end();
    signal?.addEventListener("abort", end, { once: true });
    try {
      signal?.throwIfAborted();
      return await worker.run(task, options);
    } catch (error) {
      signal?.throwIfAborted();
      // What went wrong inside may have left something behind.
      if (!(error instanceof TaskError) || error.reason === "ended") worker.end();
      throw error;
    } finally {
      signal?.removeEventListener("abort", end);
      this.#giveBack(worker);
    }
  }

  /** Ends all processes, whatever they do. */
  close(): void {
    for (const { worker, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      worker.end();
    }
  }

  async #take(signal: AbortSignal | undefined): Promise<WorkerProcess> {
    if (this.#running < this.#options.processes) {
      this.#running += 1;
      return this.#idleOrNew();
    }
    if (this.#waiting.length >= this.#options.queue) throw new BusyError("Too many are waiting");
    return new Promise((resolve, reject) => {
      const leave = () => {
        const place = this.#waiting.indexOf(ticket);
        if (place >= 0) this.#waiting.splice(place, 1);
        reject(signal?.reason);
      };
      const ticket: Ticket = {
        give: (worker) => {
          signal?.removeEventListener("abort", leave);
          resolve(worker);
        },
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(ticket);
    });
  }

  #idleOrNew(): WorkerProcess {
    const kept = this.#idle.pop();
    if (kept === undefined) return new WorkerProcess(this.#options.codeFolder);
    clearTimeout(kept.timer);
    return kept.worker.isRunning ? kept.worker : this.#idleOrNew();
  }

  #giveBack(worker: WorkerProcess): void {
    const next = this.#waiting.shift();
    if (next) {
      next.give(worker.isRunning ? worker : this.#idleOrNew());
      return;
    }
    this.#running -= 1;
    if (!worker.isRunning) return;
    const timer = setTimeout(() => {
      const place = this.#idle.findIndex((idle) => idle.worker === worker);
      if (place >= 0) this.#idle.splice(place, 1);
      worker.end();
    }, this.#options.idleMs);
    timer.unref();
    this.#idle.push({ worker, timer });
  }
}
