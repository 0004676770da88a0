/** How far long work is; `total` is 0 while nobody knows. */
export type Progress = { step: "preparing" | "counting"; done: number; total: number };

type Job = {
  progress: Progress;
  askedAt: number;
  controller: AbortController;
  /** Set when it has failed, until somebody was told. */
  failure: Error | undefined;
};

/** Long work ends when nobody has asked for it for so long. */
const LEASE_MS = 20_000;
const LOOK_EVERY_MS = 2000;

type Work = (task: { signal: AbortSignal; report: (progress: Progress) => void }) => Promise<void>;

/** Long work that viewers of a table wait for together: once for all, while anybody asks for it. */
export class TableJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #leaseMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(leaseMs = LEASE_MS) {
    this.#leaseMs = leaseMs;
  }

  /**
   * How far the work is, as a sign of life of who waits for it.
   * @returns undefined when it does not run.
   * @throws what the work has thrown, once.
   */
  ask(key: string): Progress | undefined {
    const job = this.#jobs.get(key);
    if (job === undefined) return undefined;
    if (job.failure !== undefined) {
      this.#jobs.delete(key);
      throw job.failure;
    }
    job.askedAt = Date.now();
    return job.progress;
  }

  /** Begins the work, unless it runs already. */
  start(key: string, work: Work): Progress {
    const running = this.ask(key);
    if (running) return running;
    const job: Job = {
      progress: { step: "preparing", done: 0, total: 0 },
      askedAt: Date.now(),
      controller: new AbortController(),
      failure: undefined,
    };
    this.#jobs.set(key, job);
    this.#timer ??= setInterval(() => this.#endUnasked(), LOOK_EVERY_MS).unref();
    const report = (progress: Progress) => {
      job.progress = progress;
    };
    void this.#finish(key, job, work({ signal: job.controller.signal, report }));
    return job.progress;
  }

  async #finish(key: string, job: Job, working: Promise<void>): Promise<void> {
    try {
      await working;
      this.#jobs.delete(key);
    } catch (error) {
      if (job.controller.signal.aborted) this.#jobs.delete(key);
      else job.failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Ends all work. */
  close(): void {
    clearInterval(this.#timer);
    for (const { controller } of this.#jobs.values()) controller.abort();
  }

  #endUnasked(): void {
    const since = Date.now() - this.#leaseMs;
    for (const [key, { askedAt, controller, failure }] of this.#jobs) {
      if (askedAt > since) continue;
      controller.abort();
      if (failure !== undefined) this.#jobs.delete(key);
    }
    if (this.#jobs.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
