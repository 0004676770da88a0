import { fromKysely, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { DatabaseTransaction } from "../database/index.ts";
import { definedJobNames, type Job } from "./define-job.ts";
import { ensureQueue } from "./ensure-queue.ts";

export interface JobRun {
  id: string;
  /** 1 for the first. */
  attempt: number;
  /** Aborted when the run takes too long, or the server no longer waits for it. */
  signal: AbortSignal;
}

export type JobHandler<Payload> = (payload: Payload, run: JobRun) => Promise<void>;

export interface Jobs {
  /**
   * Adds a job in the caller's transaction: it runs if and only if that commits, at least once.
   *
   * @returns false when a job with the same key waits already.
   */
  enqueue<Payload>(trx: DatabaseTransaction, job: Job<Payload>, payload: Payload): Promise<boolean>;
  /** Names the one handler of a job, before `start`. Throws when it has one. */
  handle<Payload>(job: Job<Payload>, handler: JobHandler<Payload>): void;
  /** Begins to work. Throws when a defined job has no handler. */
  start(): Promise<void>;
  /** Takes no more jobs and waits for those that run; what does not end in time runs again later. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  url: string;
  log: Logger;
  /** How long `stop` waits for running jobs. Default 30 s. */
  drainMs?: number;
}

/** Background work in the schema `jobs` of the gallery's database, shared by all processes. */
export function createJobs({ url, log, drainMs = 30_000 }: JobsOptions): Jobs {
  const workers = new Map<string, () => Promise<void>>();
  const boss = new PgBoss({
    connectionString: url,
    schema: "jobs",
    application_name: "open-gallery jobs",
    max: 4,
    useListenNotify: true,
  });
  boss.on("error", (error) => log.error({ err: error }, "background work failed"));
  boss.on("warning", (warning) => log.warn({ warning }, "background work warns"));

  // A process that only enqueues, such as a command, never calls `start`.
  let opening: Promise<unknown> | undefined;
  const open = () => (opening ??= boss.start());

  const queues = new Map<string, Promise<void>>();
  async function openQueue<Payload>(job: Job<Payload>): Promise<void> {
    await open();
    const queue = queues.get(job.name) ?? ensureQueue(boss, job);
    queues.set(job.name, queue);
    await queue;
  }

  return {
    async enqueue(trx, job, payload) {
      await openQueue(job);
      const singleton = job.key === undefined ? {} : { singletonKey: job.key(payload) };
      const data = job.schema.parse(payload) as object;
      const id = await boss.send(job.name, data, { ...singleton, db: fromKysely(trx) });
      return id !== null;
    },

    handle(job, handler) {
      if (workers.has(job.name)) throw new Error(`The job ${job.name} has two handlers.`);
      workers.set(job.name, async () => {
        await openQueue(job);
        await boss.work<unknown>(job.name, { localConcurrency: job.concurrency }, async ([run]) => {
          if (run === undefined) return;
          const attempt = run.retryCount + 1;
          try {
            await handler(job.schema.parse(run.data), { id: run.id, attempt, signal: run.signal });
          } catch (error) {
            log.error({ err: error, job: job.name, jobId: run.id, attempt }, "job failed");
            throw error;
          }
        });
      });
    },

    async start() {
      const orphans = definedJobNames().filter((name) => !workers.has(name));
      if (orphans.length > 0) throw new Error(`Jobs without a handler: ${orphans.join(", ")}.`);
      await open();
      await Promise.all([...workers.values()].map((work) => work()));
    },

    async stop() {
      if (opening === undefined) return;
      await boss.stop({ graceful: true, timeout: drainMs });
    },
  };
}
